"""What an import did: outcomes by type, warnings, documents that could not be read. Also the JSON report."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SCHEMA = 1
LONGEST_VALUE = 120
OTHER = "other_file"
"""The summary's line for files that became no object: not content, unreadable, or failed."""


class Outcome(StrEnum):
    """What became of one document or of one object made along the way."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    MERGED = "merged"
    SKIPPED = "skipped"
    FAILED = "failed"


OUTCOME_LABELS = {
    Outcome.CREATED: gettext_lazy("created"),
    Outcome.UPDATED: gettext_lazy("updated"),
    Outcome.UNCHANGED: gettext_lazy("unchanged"),
    Outcome.MERGED: gettext_lazy("merged"),
    Outcome.SKIPPED: gettext_lazy("skipped"),
    Outcome.FAILED: gettext_lazy("failed"),
}


@dataclass(frozen=True)
class Warned:
    """One thing that could not be mapped as it stands, and what was done about it."""

    path: str
    line: int
    kind: str
    value: str
    action: str

    def __str__(self) -> str:
        value = " ".join(self.value.split())
        if len(value) > LONGEST_VALUE:
            value = value[: LONGEST_VALUE - 1] + "…"
        return f"{self.path}:{self.line} {self.kind} «{value}» → {self.action}"


@dataclass(frozen=True)
class Failure:
    """A document that was not imported, and why."""

    path: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.reason}"


@dataclass(frozen=True)
class DocumentLine:
    """What became of one document."""

    path: str
    source_path: str
    kind: str
    outcome: str
    object_id: int | None
    title: str
    address: str


@dataclass
class Report:
    """Filled while an import runs, only read afterwards."""

    dry_run: bool = False
    options: dict[str, Any] = field(default_factory=dict)
    warnings: list[Warned] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    documents: list[DocumentLine] = field(default_factory=list)
    outcomes: dict[str, Counter[str]] = field(default_factory=dict)
    facts: Counter[str] = field(default_factory=Counter)
    started_at: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))
    finished_at: dt.datetime | None = None
    _given: set[Warned] = field(default_factory=set, repr=False)

    def warn(self, path: str, line: int, kind: str, value: str, action: str) -> None:
        """Note a warning; one that was already given word for word is not repeated."""
        warned = Warned(path, line, kind, value, action)
        if warned not in self._given:
            self._given.add(warned)
            self.warnings.append(warned)

    def fail(self, path: str, line: int, reason: str) -> None:
        """Note a document that could not be imported; the command will end with 1."""
        self.failures.append(Failure(path, line, reason))
        self.count(OTHER, Outcome.FAILED)

    def count(self, kind: str, outcome: Outcome, times: int = 1) -> None:
        """Count an object of the summary's line `kind`."""
        self.outcomes.setdefault(kind, Counter())[outcome.value] += times

    def count_skipped(self, path: str) -> None:
        """Count a file that is no document."""
        self.count(OTHER, Outcome.SKIPPED)
        self.documents.append(DocumentLine(path, path, "", Outcome.SKIPPED.value, None, "", ""))

    @property
    def exit_code(self) -> int:
        """0, with warnings too; 1 when a document could not be read or imported."""
        return 1 if self.failures else 0

    def warnings_by_kind(self) -> dict[str, int]:
        return dict(sorted(Counter(warned.kind for warned in self.warnings).items()))

    def total(self, outcomes: Iterable[Outcome]) -> int:
        return sum(counter[outcome.value] for counter in self.outcomes.values() for outcome in outcomes)

    def as_json(self) -> str:
        """The report as `docs/reference/import.md` describes it."""
        finished = self.finished_at or dt.datetime.now(dt.UTC)
        content = {
            "schema": SCHEMA,
            "dry_run": self.dry_run,
            "options": self.options,
            "started_at": self.started_at.isoformat(timespec="seconds"),
            "finished_at": finished.isoformat(timespec="seconds"),
            "seconds": round((finished - self.started_at).total_seconds(), 1),
            "exit_code": self.exit_code,
            "summary": {
                kind: {outcome.value: counter[outcome.value] for outcome in Outcome if counter[outcome.value]}
                for kind, counter in sorted(self.outcomes.items())
            },
            "facts": dict(sorted(self.facts.items())),
            "warnings_by_kind": self.warnings_by_kind(),
            "warnings": [asdict(warned) for warned in self.warnings],
            "failures": [asdict(failure) for failure in self.failures],
            "documents": [asdict(document) for document in self.documents],
        }
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"

    def sentence(self) -> str:
        """One sentence that sums the run up."""
        changed = self.total([Outcome.CREATED, Outcome.UPDATED])
        text = _(
            "%(changed)d objects created or updated, %(same)d unchanged, %(warnings)d warnings, %(failed)d failures."
        )
        return text % {
            "changed": changed,
            "same": self.total([Outcome.UNCHANGED]),
            "warnings": len(self.warnings),
            "failed": len(self.failures),
        }
