# Everything a newcomer types. `make help` lists it.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
MANAGE := $(BIN)/python manage.py
# uv reads the lock and downloads in parallel; pip does the same where uv cannot.
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python

export PORT ?= 8000
# A folder or file whose content `make run` serves, in place of the sample content.
CONTENT ?=
# More arguments for pytest: make test ARGS="tests/plugins -x"
ARGS ?=
TEST_PROCESSES ?= 2

MIGRATED := $(BIN)/python -m tests.services.migrated $(TEST_PROCESSES)
PYTEST := $(BIN)/pytest -n $(TEST_PROCESSES) --reuse-db

# Tests and checks must not depend on how somebody's own site is set.
CLEAN := env $(shell env | sed -nE 's/^((CMS|MEDIA_S3|DJANGO)_[A-Z0-9_]+|SECRET_KEY|DATABASE_URL|CACHE_URL|SEARCH_URL|EMAIL_URL|PORT|WEB_CONCURRENCY|WEB_THREADS)=.*/-u \1/p') -u PORT

##@ Commands

.PHONY: help
help: ## Show this list.
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: install
install: $(STAMPS)/project ## Install the project and its locked dependencies into .venv.
	@$(BIN)/python -m cms.server.catalogues

.PHONY: run
run: install ## Set everything up and serve on http://127.0.0.1:8000 (PORT=…, CONTENT=<folder> to import one).
ifneq ($(CONTENT),)
	@# Imported content has a data folder of its own: it never mixes with the sample content.
	@export CMS_VAR_DIR="$${CMS_VAR_DIR:-var/content/$$(basename "$$(realpath -m "$(CONTENT)")")}"; \
	echo "Data folder: $$CMS_VAR_DIR"; \
	$(MANAGE) prepare --content "$(CONTENT)"; \
	exec $(MANAGE) serve
else
	@$(MANAGE) prepare
	@exec $(MANAGE) serve
endif

.PHONY: test
test: install system-packages ## Set everything up and run every test, on SQLite (what can differ) and PostgreSQL.
	@status=0; \
	echo "== SQLite: the tests whose result can differ"; \
	$(CLEAN) -u TEST_DATABASE_URL $(MIGRATED) $(PYTEST) -m sqlite $(ARGS) || status=$$?; \
	if [ $$status = 5 ]; then status=0; fi; \
	echo "== PostgreSQL: the whole suite"; \
	$(CLEAN) $(BIN)/python -m tests.services.postgresql $(MIGRATED) $(PYTEST) $(ARGS) || status=$$?; \
	exit $$status

.PHONY: lint
lint: install ## Run every check that is no test: style, types, imports, migrations, catalogues, schemas.
	@status=0; check() { echo "== $$*"; $(CLEAN) "$$@" || status=1; }; \
	check $(BIN)/ruff check .; \
	check $(BIN)/ruff format --check .; \
	check $(BIN)/mypy; \
	check $(BIN)/lint-imports; \
	check env DJANGO_SETTINGS_MODULE=cms.settings.test $(MANAGE) makemigrations --check --dry-run; \
	check env DJANGO_SETTINGS_MODULE=cms.settings.test CMS_LANGUAGES=fr,en,de $(MANAGE) makemigrations --check --dry-run; \
	check $(BIN)/python -m cms.server.catalogues --check; \
	check $(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker/compose.yml; \
	check $(BIN)/check-jsonschema --schemafile tests/schemas/publiccode.json publiccode.yml; \
	exit $$status

.PHONY: format
format: install ## Format the code and mend what can be mended.
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

.PHONY: migrations
migrations: install ## Write the migrations the models ask for.
	@$(CLEAN) env DJANGO_SETTINGS_MODULE=cms.settings.test $(MANAGE) makemigrations

.PHONY: messages
messages: install ## Bring the texts of the code into the catalogues, for translation (needs GNU gettext).
	@$(BIN)/python -m django makemessages --locale=fr --locale=en --no-location --no-obsolete \
		--ignore=tests --ignore=benchmarks --ignore=docs --ignore=var

.PHONY: lock
lock: $(STAMPS)/uv ## Write requirements/*.txt anew from the .in files (LOCK="--upgrade" for newer versions).
	@for name in base build test dev; do \
		$(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-annotate --no-header \
			--python-version 3.11 $(LOCK) requirements/$$name.in -o requirements/$$name.txt; \
	done

.PHONY: system-packages
system-packages: ## Install the Debian packages the tests need (as root; else say which are missing).
	@bash .ci/system-packages

# Apart from `test`, since measuring doubles its time.
.PHONY: verify-coverage
verify-coverage: install system-packages ## Run the suite on PostgreSQL and write docs/reference/verify-coverage.md.
	@rm -f .coverage .coverage.*
	@$(CLEAN) $(BIN)/python -m tests.services.postgresql $(MIGRATED) $(PYTEST) --cov --cov-report= $(ARGS)
	@{ printf '# What the tests run\n\nBranches counted; files that are run whole are left out. Written by `make verify-coverage`.\n\n'; \
		$(BIN)/coverage report --format=markdown; } | tee docs/reference/verify-coverage.md

.PHONY: verify-sqlite
verify-sqlite: install ## Write and read SQLite from several processes and write docs/reference/verify-sqlite.md.
	@$(CLEAN) $(BIN)/python -m benchmarks.sqlite_under_load --report docs/reference/verify-sqlite.md

# The programme's content, which is no part of the project; `verify-import` imports it where it is there.
REAL_CONTENT ?= ../shared/content/site-eig-v3

.PHONY: verify-import
verify-import: install ## Time imports, kill them, export and import back; write docs/reference/verify-import*.md.
	@$(CLEAN) $(BIN)/python -m benchmarks.import_speed --report docs/reference/verify-import.md
	@$(CLEAN) $(BIN)/python -m benchmarks.import_survival $(REAL_CONTENT) --report docs/reference/verify-import-survival.md
	@$(CLEAN) $(BIN)/python -m benchmarks.export_round_trip $(REAL_CONTENT) --report docs/reference/verify-import-export.md

.PHONY: verify-import-fuzz
verify-import-fuzz: install ## Give the importer made-up documents for an hour; write docs/reference/verify-import-fuzz.md.
	@$(CLEAN) $(BIN)/python -m benchmarks.import_fuzz --minutes 60 --report docs/reference/verify-import-fuzz.md

.PHONY: clean
clean: ## Remove the virtual environment and what the tools left. Data under var/ stays.
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage .coverage.*

# --- What install is made of: each step is done again when what it depends on has changed ------------------

$(STAMPS)/python:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is missing: install Python 3.11 (Debian: apt-get install python3.11-venv)."; exit 1; }
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV)
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/uv: requirements/build.txt | $(STAMPS)/python
	@echo "Installing…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
	@touch $@

$(STAMPS)/locked: requirements/dev.txt $(STAMPS)/uv
	@$(UV) --require-hashes -r requirements/dev.txt \
		|| $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

# Entry points are written at install: a plugin added to pyproject.toml is found only after it.
$(STAMPS)/project: pyproject.toml requirements/base.in $(STAMPS)/locked
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
