import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "requirements"
NAME = re.compile(r"^(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)", re.MULTILINE)


def names(text):
    return {match["name"].lower().replace("_", "-") for match in NAME.finditer(text)}


@pytest.mark.parametrize("name", ["base", "build", "test", "dev"])
def test_lock_holds_what_was_asked_for_each_with_a_hash(name):
    lock = (FOLDER / f"{name}.txt").read_text()
    assert names((FOLDER / f"{name}.in").read_text()) - names(lock) == set()
    pinned = re.split(r"\n(?=[a-z0-9])", lock.strip())
    assert [
        entry.splitlines()[0] for entry in pinned if "==" not in entry or "--hash=sha256:" not in entry
    ] == []


@pytest.mark.parametrize("name", ["base", "build", "test", "dev"])
def test_lock_names_no_address(name):
    assert re.findall(r"https?://|--index|--find-links|\bfile:", (FOLDER / f"{name}.txt").read_text()) == []
