"""The how-to on readers shows the very file that a package from outside is tested with."""

from __future__ import annotations

import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PAGE = (PROJECT / "docs" / "how-to" / "read-a-new-kind-of-document.md").read_text(encoding="utf-8")
PACKAGE = PROJECT / "tests" / "third_party_plugin" / "eig_cms_workshops"
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_reader_it_builds_is_the_one_that_is_tested() -> None:
    tested = (PACKAGE / "importer.py").read_text(encoding="utf-8")

    *parts, whole = BLOCK.findall(PAGE)
    assert whole == tested
    assert [part for part in parts if part not in tested] == []
