import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cms.server.catalogues import catalogue_files, compile_catalogue, our_folders

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The package as others install it; the value is its files by name."""
    for catalogue in catalogue_files(our_folders()):
        compile_catalogue(catalogue)
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=PROJECT,
        check=True,
        capture_output=True,
    )
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_wheel_holds_every_file_of_the_package(wheel):
    tracked = subprocess.run(
        ["git", "ls-files", "cms"], cwd=PROJECT, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    present = [name for name in tracked if (PROJECT / name).exists()]
    assert [name for name in present if name not in wheel] == []


def test_wheel_holds_each_catalogue_compiled(wheel):
    sources = [name for name in wheel if name.endswith(".po")]
    assert "cms/locale/fr/LC_MESSAGES/django.po" in sources
    assert [name for name in sources if name.removesuffix(".po") + ".mo" not in wheel] == []


def test_wheel_offers_our_plugins_and_asks_for_its_libraries(wheel):
    entry_points = next(text for name, text in wheel.items() if name.endswith("/entry_points.txt")).decode()
    metadata = next(text for name, text in wheel.items() if name.endswith("/METADATA")).decode()
    assert "challenges = cms.pages.challenges.apps:ChallengesPlugin" in entry_points.splitlines()
    assert "Requires-Dist: wagtail~=8.0.1" in metadata.splitlines()
