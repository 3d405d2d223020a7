"""docs/reference/import-report.schema.json holds for the reports of real runs, and names every key of theirs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from jsonschema import Draft202012Validator

from cms.importer.report import SCHEMA, Outcome, Report
from cms.importer.run import run_import
from tests.importer.small_site import CHALLENGE
from tests.importer.trees import Tree

ROOT = Path(__file__).parents[2]
PATH = ROOT / "docs" / "reference" / "import-report.schema.json"
REPORT_SCHEMA: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(REPORT_SCHEMA)

pytestmark = pytest.mark.django_db  # the tests' database is made only where a test asks for it


def mistakes(content: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(content)]


def keys(content: dict[str, Any]) -> dict[str, set[str]]:
    """The keys of the report and of the first of each list of its objects."""
    lists = {name: set(value[0]) for name, value in content.items() if isinstance(value, list) and value}
    return {"": set(content), "options": set(content["options"]), **lists}


def described_keys() -> dict[str, set[str]]:
    properties = REPORT_SCHEMA["properties"]
    lists = {
        name: set(value["items"]["properties"])
        for name, value in properties.items()
        if value.get("type") == "array"
    }
    return {"": set(properties), "options": set(properties["options"]["properties"]), **lists}


@pytest.fixture(scope="module")
def of_a_run(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> dict[str, Any]:
    """The report of a run with objects, warnings, failures and skipped files, and with a conflict added."""
    tree = Tree(tmp_path_factory.mktemp("arbre") / "site")
    tree.write("defis/label.md", CHALLENGE)
    tree.write("defis/casse.md", "---\ntitle: [\n---\n")
    tree.write("defis/carnet.ipynb", "{}")
    with django_db_blocker.unblock(), transaction.atomic():
        report = run_import([tree.root], publish=True)
        transaction.set_rollback(True)
    report.conflict("content/defis/label.md", 3, "summary", "Un texte", "Un autre", "left as it is")
    content: dict[str, Any] = json.loads(report.as_json())
    return content


def test_the_report_of_a_run_is_as_the_schema_says_and_the_schema_names_every_key(
    of_a_run: dict[str, Any],
) -> None:
    outcomes = {outcome for counts in of_a_run["summary"].values() for outcome in counts}
    assert {"created", "skipped", "failed"} <= outcomes
    assert mistakes(of_a_run) == []
    assert keys(of_a_run) == described_keys()


def test_an_empty_report_is_as_the_schema_says() -> None:
    report = Report(options={"paths": ["."], "publish": False, "force": False, "as": "", "date": ""})
    report.interrupt("it was stopped by SIGTERM", 143)

    assert mistakes(json.loads(report.as_json())) == []


def test_the_schema_is_one_and_has_the_number_of_the_report() -> None:
    Draft202012Validator.check_schema(REPORT_SCHEMA)
    assert REPORT_SCHEMA["properties"]["schema"]["const"] == SCHEMA
    assert REPORT_SCHEMA["$id"].endswith(f":{SCHEMA}")
    assert REPORT_SCHEMA["$defs"]["outcome"]["enum"] == [outcome.value for outcome in Outcome]


@pytest.mark.parametrize(
    ("key", "value", "mistake"),
    [
        ("schema", 2, "$.schema: 1 was expected"),
        ("summary", {"page": {"lost": 1}}, "$.summary.page: 'lost' is not one of"),
        ("warnings", [{"path": "a.md", "line": 0}], "$.warnings[0].line: 0 is less than the minimum of 1"),
        ("documents", None, "$.documents: None is not of type 'array'"),
    ],
)
def test_a_report_that_is_not_as_the_schema_says_is_found_out(
    of_a_run: dict[str, Any], key: str, value: object, mistake: str
) -> None:
    content = {**of_a_run, key: value}

    assert any(found.startswith(mistake) for found in mistakes(content)), mistakes(content)
