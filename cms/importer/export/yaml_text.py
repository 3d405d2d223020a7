"""YAML as the export writes it: readable, in the order given, the same for the same values."""

from __future__ import annotations

import re
from typing import Any

import yaml

UNWRAPPED = 10**9
# What a literal block scalar cannot hold, or PyYAML does not read back from one.
NOT_LITERAL = re.compile(
    r"[^\n\t\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[ \t]\n|\t"
)
# Line breaks of other worlds, which YAML folds outside double quotes.
ESCAPED = re.compile(
    r"[^\n\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as they look, everything else as PyYAML has it, without aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    is_literal = "\n" in text and text[0] not in " \n" and not NOT_LITERAL.search(text + "\n")
    style = "|" if is_literal else '"' if ESCAPED.search(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def dump(value: Any) -> str:
    """`value` (mappings, lists, texts, numbers, booleans, null) as YAML that reads back the same."""
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=UNWRAPPED)
