"""docs/reference/import.md says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from cms.importer.markdown.shortcodes import BUILT_IN
from cms.plugins.registry import registry

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "import.md").read_text(encoding="utf-8")
SOURCES = [
    *(ROOT / "cms" / "importer").rglob("*.py"),
    *(ROOT / "cms" / "pages").glob("*/*.py"),
    *(ROOT / "cms" / "snippets").glob("*/*.py"),
]
# A kind is the argument between line and value of a call of `warn`, or of `lost`.
KIND = re.compile(
    r'(?:warn|lost)\(\s*(?:[\w.]+,\s*)?(?:[\w.()"#\[\], ]+,\s*)?f?"(?P<kind>[a-z_-]+(?::[^"]*)?)",'
)


def kinds_in_code() -> set[str]:
    found = {match["kind"] for path in SOURCES for match in KIND.finditer(path.read_text(encoding="utf-8"))}
    return {kind.partition(":")[0] for kind in found}


def test_every_kind_of_warning_is_documented() -> None:
    documented = {kind.partition(":")[0] for kind in re.findall(r"`([a-z_-]+(?::[\w.:]+)?)`", PAGE)}

    assert len(kinds_in_code()) > 35
    assert kinds_in_code() - documented == set()


def test_every_type_that_can_be_forced_is_documented() -> None:
    allowed = {importer.kind for importer in registry.importers() if importer.can_be_forced}

    line = next(line for line in PAGE.splitlines() if line.startswith("| `--as TYPE`"))
    assert set(re.findall(r"`([a-z_]+)`", line)) == allowed


def test_every_built_in_shortcode_is_documented() -> None:
    assert [name for name in BUILT_IN if name not in PAGE] == []
