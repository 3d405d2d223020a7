"""docs/reference/import.md says what the code does."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from pathlib import Path

from django.utils import translation

from cms.importer.kinds import KINDS, described
from cms.importer.markdown.shortcodes import BUILT_IN
from cms.plugins.registry import registry
from tests.importer.emitted_kinds import emitted_kinds

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "import.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(?P<kind>[^`]+)` \| (?P<meaning>[^|]+) \| (?P<cure>[^|]+) \|$", re.MULTILINE)


def test_the_table_of_kinds_holds_what_the_code_gives_and_nothing_else() -> None:
    emitted = emitted_kinds()

    unknown = [kind for kind in emitted if not any(fnmatchcase(known, kind) for known in KINDS)]
    never_given = [known for known in KINDS if not any(fnmatchcase(known, kind) for kind in emitted)]
    assert (unknown, never_given) == ([], [])


def test_the_page_shows_the_table_of_kinds() -> None:
    section = PAGE.partition("\n## Warnings\n")[2].partition("\n## ")[0]

    with translation.override("en"):
        table = [
            (f"{kind}:{says.after}" if says.after else kind, str(says.meaning), str(says.cure))
            for kind, says in KINDS.items()
        ]
    assert [match.groups() for match in ROW.finditer(section)] == table


def test_a_kind_of_an_outside_plugin_is_described_as_such() -> None:
    assert (
        described("date-bare_year") == "A year alone was taken for 1 January. Write the day, if it matters."
    )
    assert described("menu-lost:cantine") == "A kind of a plugin's own."


def test_every_type_that_can_be_forced_is_documented() -> None:
    allowed = {importer.kind for importer in registry.importers() if importer.can_be_forced}

    line = next(line for line in PAGE.splitlines() if line.startswith("| `--as TYPE`"))
    assert set(re.findall(r"`([a-z_]+)`", line)) == allowed


def test_every_built_in_shortcode_is_documented() -> None:
    assert [name for name in BUILT_IN if name not in PAGE] == []
