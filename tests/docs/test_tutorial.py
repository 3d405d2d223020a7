"""The tutorial of a new content type, followed to the letter in a copy of the project."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
TUTORIAL = CHECKOUT / "docs" / "tutorial" / "a-new-content-type.md"
COPIED = ["cms", "locale", "requirements", "manage.py", "pyproject.toml", "README.md", "LICENSE"]
BLOCK = re.compile(r"^```\w+ (file|line)=(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECTION = '[project.entry-points."eig_cms.plugins"]\n'
LOOK = """
import json
import django
django.setup()
from django.core.management import call_command
from django.test import Client
from wagtail.models import Locale
from cms.pages.challenges.models import ChallengeIndexPage, ChallengePage
from cms.pages.meetups.models import MeetupIndexPage, MeetupPage

call_command("setup_site", verbosity=0)
french = Locale.objects.get(language_code="fr")

def add(parent, page):
    parent.objects.get(locale=french).add_child(instance=page)
    page.save_revision().publish()
    return page

challenge = add(ChallengeIndexPage, ChallengePage(title="Eau claire", slug="eau-claire"))
meetup = add(MeetupIndexPage, MeetupPage(title="Au bord de l'eau", slug="bord", place="Quai 3", challenge=challenge))
browser = Client(SERVER_NAME="localhost")
page = browser.get("/rencontres/bord/").content.decode()
print(json.dumps({
    "page": "À propos du défi" in page and "Quai 3" in page,
    "list": "/rencontres/bord/" in browser.get("/rencontres/").content.decode(),
    "English list": browser.get("/en/meetups/").status_code,
    "section": "Rencontres" in browser.get("/defis/eau-claire/").content.decode(),
    "API": browser.get(f"/api/v2/pages/{meetup.pk}/").json()["challenge"]["title"],
    "API of the challenge": [m["title"] for m in browser.get(f"/api/v2/pages/{challenge.pk}/").json()["meetups"]],
}))
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with what the tutorial tells to write."""
    folder = tmp_path_factory.mktemp("tutorial")
    for name in COPIED:
        source = CHECKOUT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, folder / name)
    (folder / "tests").mkdir()
    for kind, name, text in BLOCK.findall(TUTORIAL.read_text()):
        path = folder / name
        if kind == "line":
            path.write_text(path.read_text().replace(SECTION, SECTION + text, 1))
            continue
        assert not path.exists(), f"the tutorial would overwrite {name}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def run(project: Path, *command: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CMS_")}
    environment |= {
        "PYTHONPATH": f"{project}{os.pathsep}{project / 'site-packages'}{os.pathsep}{CHECKOUT / 'tests'}",
        "DJANGO_SETTINGS_MODULE": "outside_plugin.settings",
        "DATABASE_URL": f"sqlite:///{project}/db.sqlite3",
        "CMS_VAR_DIR": str(project / "var"),
    }
    environment.pop("TEST_DATABASE_URL", None)
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def test_tutorial_makes_a_content_type_with_one_folder_and_one_line(project: Path) -> None:
    uv = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
    run(project, uv, "pip", "install", "--quiet", "--no-deps", "--no-build-isolation",
        "--python", sys.executable, "--target", str(project / "site-packages"), ".")  # fmt: skip
    run(project, sys.executable, "-m", "cms.server.catalogues")
    run(project, sys.executable, "manage.py", "makemigrations", "meetups", "--name", "initial")
    run(project, sys.executable, "manage.py", "migrate", "--verbosity", "0")
    assert json.loads(run(project, sys.executable, "-c", LOOK).splitlines()[-1]) == {
        "page": True,
        "list": True,
        "English list": 200,
        "section": True,
        "API": "Eau claire",
        "API of the challenge": ["Au bord de l'eau"],
    }
    kit = run(
        project, sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist",
        "--ds=cms.settings.test", "tests/pages/meetups",
    )  # fmt: skip
    assert " passed" in kit
