"""The real sites as a few lines of plain Python read them: what the importer's results are compared with."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass
class Source:
    """The older tree as plain Python reads it."""

    root: Path

    def heads(self, pattern: str) -> dict[str, dict[str, Any]]:
        """Front matter by file name."""
        found = {}
        for path in sorted(self.root.glob(pattern)):
            head = re.split(r"^---\s*$", path.read_text(encoding="utf-8"), maxsplit=2, flags=re.MULTILINE)[1]
            found[path.name] = yaml.safe_load(head)
        return found

    def data(self, name: str) -> Any:
        return yaml.safe_load((self.root / "_data" / f"{name}.yml").read_text(encoding="utf-8"))

    @property
    def people(self) -> set[str]:
        named = {head["nom"] for head in self.heads("_communaute/*.md").values()}
        return {folded(name) for name in named | set(self.data("personnes"))}


def folded(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.strip().casefold().replace("–", "-").replace("’", "'"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def squeezed(title: str) -> str:
    return re.sub(r"[^a-z0-9]", "", folded(title))


def plain_blanks(text: str) -> str:
    return " ".join(text.split())
