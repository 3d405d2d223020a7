"""What an import did: outcomes by type, warnings, conflicts, documents that could not be read; also as JSON.

`docs/reference/import-report.schema.json` describes the JSON and `cms.importer.kinds` the kinds of warnings.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.importer.plain_text import harmless, shortened

SCHEMA = 1
"""Number of the JSON report's schema: it grows when a key changes its meaning or goes away."""
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
        shown = harmless(self.path), harmless(self.kind), shortened(self.value), harmless(self.action)
        return "{}:{} {} «{}» → {}".format(shown[0], self.line, *shown[1:])


@dataclass(frozen=True)
class Conflict:
    """A field that was changed in the document and by a person here: both texts, and which one stands now."""

    path: str
    line: int
    field: str
    source: str
    here: str
    action: str

    def __str__(self) -> str:
        head = f"{harmless(self.path)}:{self.line} {harmless(self.field)} → {harmless(self.action)}"
        return "\n".join(
            [
                head,
                "  " + _("document: «%s»") % shortened(self.source),
                "  " + _("here: «%s»") % shortened(self.here),
            ]
        )


@dataclass(frozen=True)
class Failure:
    """A document that was not imported, and why."""

    path: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{harmless(self.path)}:{self.line} {harmless(self.reason)}"


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


L = TypeVar("L", Warned, Conflict, Failure)


@dataclass
class Report:
    """Filled while an import runs, only read afterwards."""

    dry_run: bool = False
    strict: bool = False
    interrupted: str = ""
    """Why the run stopped before its end; empty when it came to its end."""
    interrupted_code: int = 1
    options: dict[str, Any] = field(default_factory=dict)
    warnings: list[Warned] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    documents: list[DocumentLine] = field(default_factory=list)
    outcomes: dict[str, Counter[str]] = field(default_factory=dict)
    facts: Counter[str] = field(default_factory=Counter)
    started_at: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))
    finished_at: dt.datetime | None = None
    _given: set[Warned] = field(default_factory=set, repr=False)

    def warn(self, path: str, line: int, kind: str, value: str, action: str) -> None:
        """Note a warning; one that was already given word for word is not repeated."""
        warned = Warned(path, int(line), kind, value, action)
        if warned not in self._given:
            self._given.add(warned)
            self.warnings.append(warned)

    def conflict(self, path: str, line: int, field: str, source: str, here: str, action: str) -> None:
        """Note a field that both the document and a person here have changed."""
        self.conflicts.append(Conflict(path, int(line), field, source, here, action))

    def forget(self, path: str, name: str) -> None:
        """Take back the warnings about one document, and those that name it: even its path may say who was erased.

        `path` is empty for an entry of data: its file is about others too.
        """
        telling = [text for text in (path, name.strip()) if text]
        self.warnings = [
            warned
            for warned in self.warnings
            if warned.path != path and not any(text in warned.value + warned.action for text in telling)
        ]

    def fail(self, path: str, line: int, reason: str) -> None:
        """Note a document that could not be imported; the command will end with 1."""
        self.failures.append(Failure(path, int(line), reason))
        self.count(OTHER, Outcome.FAILED)

    def interrupt(self, reason: str, exit_code: int = 1) -> None:
        """Note that the run ends before its end, and what the command ends with."""
        self.interrupted, self.interrupted_code = reason, exit_code
        self.finished_at = dt.datetime.now(dt.UTC)

    def count(self, kind: str, outcome: Outcome, times: int = 1) -> None:
        """Count an object of the summary's line `kind`."""
        self.outcomes.setdefault(kind, Counter())[outcome.value] += times

    def count_skipped(self, path: str) -> None:
        """Count a file that is no document."""
        self.count(OTHER, Outcome.SKIPPED)
        self.documents.append(DocumentLine(path, path, "", Outcome.SKIPPED.value, None, "", ""))

    @property
    def exit_code(self) -> int:
        """1 when a document could not be read or imported, and on warnings if strict; a run that was cut short says."""
        if self.interrupted:
            return self.interrupted_code
        return 1 if self.failures or self.strict_failure else 0

    @property
    def strict_failure(self) -> bool:
        """Whether warnings make the run end with 1."""
        return self.strict and bool(self.warnings)

    def warnings_by_kind(self) -> dict[str, int]:
        return dict(sorted(Counter(warned.kind for warned in self.warnings).items()))

    def in_order(self, lines: list[L]) -> list[L]:
        """Lines as one reads them: by document, from its top down."""
        return sorted(lines, key=lambda line: (line.path, line.line))

    def total(self, outcomes: Iterable[Outcome]) -> int:
        return sum(counter[outcome.value] for counter in self.outcomes.values() for outcome in outcomes)

    def as_json(self) -> str:
        """The report as `docs/reference/import.md` describes it."""
        finished = self.finished_at or dt.datetime.now(dt.UTC)
        content = {
            "schema": SCHEMA,
            "dry_run": self.dry_run,
            "interrupted": self.interrupted,
            "options": {**self.options, "strict": self.strict},
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
            "warnings": [asdict(warned) for warned in self.in_order(self.warnings)],
            "conflicts": [asdict(conflict) for conflict in self.in_order(self.conflicts)],
            "failures": [asdict(failure) for failure in self.in_order(self.failures)],
            "documents": [asdict(document) for document in self.documents],
        }
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"

    def sentence(self) -> str:
        """The last words on a run: what it did in numbers, and why it does not end with 0."""
        changed = self.total([Outcome.CREATED, Outcome.UPDATED])
        text = _(
            "%(changed)d objects created or updated, %(same)d unchanged, %(warnings)d warnings, %(failed)d failures."
        )
        said = [
            text
            % {
                "changed": changed,
                "same": self.total([Outcome.UNCHANGED]),
                "warnings": len(self.warnings),
                "failed": len(self.failures),
            }
        ]
        if self.interrupted:
            said.append(_("The import did not come to its end: %s. The next run goes on.") % self.interrupted)
        if self.strict_failure:
            said.append(_("It ends with 1, since `--strict` lets no warning pass."))
        return " ".join(said)
