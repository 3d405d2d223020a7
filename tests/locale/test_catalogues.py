import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from cms.server.catalogues import catalogue_files, our_folders, problems
from tests.conftest import needed

PROJECT = Path(__file__).resolve().parents[2]
CATALOGUES = catalogue_files(our_folders())


def texts(path):
    return {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(path)) if not entry.obsolete}


@pytest.fixture(scope="module")
def extracted(tmp_path_factory):
    """A copy of the code whose catalogues were written anew from it."""
    needed("xgettext")
    copy = tmp_path_factory.mktemp("code")
    for folder in ("cms", "locale"):
        shutil.copytree(PROJECT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale=fr", "--locale=en", "--no-location"],
        cwd=copy,
        check=True,
        capture_output=True,
    )
    return copy


def test_each_catalogue_exists_in_french_and_english():
    folders = {path.parents[2] for path in CATALOGUES}
    assert folders != set()
    wanted = {
        folder / language / "LC_MESSAGES" / "django.po" for folder in folders for language in ("fr", "en")
    }
    assert wanted - set(CATALOGUES) == set()


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_catalogue_is_whole(path):
    assert list(problems(path)) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_catalogue_has_every_text_of_the_code(path, extracted):
    missing = texts(extracted / path.relative_to(PROJECT)) - texts(path)
    assert sorted(text for _, text in missing) == []
