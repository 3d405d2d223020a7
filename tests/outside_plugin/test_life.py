"""An outside package, installed as its users would, through its whole life on the tests' database."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGE = CHECKOUT / "tests" / "third_party_plugin"
NAME = "workshops"
HOW_TO = CHECKOUT / "docs" / "how-to" / "read-a-new-kind-of-document.md"
DOCUMENT = re.compile(r"^```markdown\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""The document the how-to shows is the one that is imported."""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder the package is installed into, from a wheel of its own."""
    folder = tmp_path_factory.mktemp("outside")
    source = shutil.copytree(PACKAGE, folder / "source")
    catalogues = [sys.executable, "-m", "cms.server.catalogues", str(source)]
    subprocess.run(catalogues, check=True, cwd=CHECKOUT, capture_output=True)
    target = folder / "site-packages"
    subprocess.run(
        [shutil.which("uv") or Path(sys.executable).with_name("uv"), "pip", "install", "--quiet", "--no-deps",
         "--no-build-isolation", "--python", sys.executable, "--target", target, source],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return target


@dataclass(frozen=True)
class Site:
    """A site of its own: data folder, database, and which plugins are on."""

    folder: Path
    database: str
    packages: Path
    on: tuple[str, ...]
    off: tuple[str, ...] = ()

    def run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("CMS_")}
        environment |= {
            "DJANGO_SETTINGS_MODULE": "tests.outside_plugin.settings",
            "PYTHONPATH": os.pathsep.join([str(self.packages), str(CHECKOUT)]),
            "DATABASE_URL": self.database,
            "CMS_VAR_DIR": str(self.folder),
            "CMS_PLUGINS": ",".join(self.on),
            "CMS_PLUGINS_OFF": ",".join(self.off),
        }
        done = subprocess.run(
            [sys.executable, *command], cwd=CHECKOUT, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0 or not check, done.stdout[-2000:] + done.stderr[-4000:]
        return done

    def manage(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return self.run("manage.py", *arguments, check=check)

    def step(self, *arguments: str) -> dict[str, Any]:
        output = self.run("-m", "tests.outside_plugin.steps", *arguments).stdout
        return json.loads(output.splitlines()[-1])


@pytest.fixture(scope="module")
def site(installed: Path, tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker):
    """An empty database of the kind the tests run on, migrated with the plugin on."""
    folder = tmp_path_factory.mktemp("site")
    base = tuple(settings.OUR_PLUGINS)
    if connection.vendor == "sqlite":
        yield _migrated(Site(folder, f"sqlite:///{folder}/db.sqlite3", installed, (*base, NAME)))
        return
    name = f"outside_{uuid4().hex[:8]}"
    given = connection.settings_dict
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        address = (
            f"postgres://{given['USER']}@/{name}?host={given['HOST'] or given['OPTIONS'].get('host', '')}"
        )
        yield _migrated(Site(folder, address, installed, (*base, NAME)))
    finally:
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _migrated(site: Site) -> Site:
    site.manage("migrate", "--verbosity", "0")
    return site


NOT_THERE = {
    "workshop in HTML": 404,
    "workshop in the API's list": False,
    "section on the challenge": False,
    "section in the challenge's API": [],
}
THERE = {
    "workshop in HTML": 200,
    "workshop in the API's list": True,
    "section on the challenge": True,
    "section in the challenge's API": ["Premier atelier"],
}
BLOCK = {"block on the challenge": True, "stored block": [{"text": "Venez avec un ordinateur"}]}


@pytest.mark.sqlite
@pytest.mark.django_db  # the tests' own database is made only where a test asks for it
def test_outside_plugin_lives_its_life_without_a_line_changed_in_ours(site: Site, tmp_path: Path) -> None:
    assert site.step("use") == THERE | BLOCK | {
        "index pages": [["Ateliers", "ateliers"], ["Workshops", "workshops"]],
        "challenge in the workshop's API": "Eau claire",
        "venue in the workshop's API": "Médiathèque",
        "venues": ["Médiathèque"],
        "filtered": [],
        "wrong filter": 400,
        "French label": True,
    }
    site.manage("makemigrations", "--check", "--dry-run")
    site.manage("check", "--fail-level", "WARNING", "--database", "default")

    documents = tmp_path / "content" / "ateliers"
    documents.mkdir(parents=True)
    (documents / "second-atelier.md").write_text(DOCUMENT.findall(HOW_TO.read_text())[0])
    (documents / "troisieme-atelier.md").write_text(
        "---\ntitle: Troisième atelier\nplaces: beaucoup\ndraft: true\ndate: 2026-04-05\n---\n"
    )
    assert site.step("import_document", str(tmp_path)) == {
        "imported": [["Second atelier", 30, "Eau claire"], ["Troisième atelier", None, None]],
        "links": ["S’inscrire"],
        "notes": ["places : beaucoup"],
    }

    without = replace(site, on=site.on[:-1])
    dormant = replace(without, off=(NAME,))
    assert dormant.step("dormant") == NOT_THERE | BLOCK | {
        "detail in the API": 404,
        "venues": 404,
        "creatable": False,
        "still live": True,
    }
    warned = dormant.manage("check", "--database", "default")
    assert NAME in warned.stderr

    both = {"section in the challenge's API": ["Premier atelier", "Second atelier"]}
    assert site.step("look") == THERE | BLOCK | both

    refused = without.manage("check", "--database", "default", check=False)
    assert refused.returncode != 0
    assert NAME in refused.stderr

    site.manage("plugins", "retire", NAME, "--delete", "--yes")
    assert site.step("look") == NOT_THERE | BLOCK
    site.manage("migrate", NAME, "zero", "--verbosity", "0")

    # Gone: the block it offered is kept word for word, through an editor's save.
    kept = {"block on the challenge": False, "stored block": BLOCK["stored block"]}
    without.manage("check", "--fail-level", "WARNING", "--database", "default")
    assert without.step("look") == NOT_THERE | kept
    assert without.step("save") == NOT_THERE | kept
