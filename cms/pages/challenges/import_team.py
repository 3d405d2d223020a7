"""Who was in which team: people's documents name their challenges, challenges of the older site name their people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from cms.importer.context import Context
from cms.importer.documents import Document
from cms.importer.trees import same_site
from cms.pages.challenges.models import TeamMember
from cms.snippets.people.importer import PersonImporter, job_of, role_of

Row = dict[str, Any]
ROLE_ORDER = ("participant", "sponsor", "executive_mentor", "operational_mentor", "mentor", "public_agent")
MEMBERS = {"eigs": "participant", "mentors": "mentor"}
"""Keys of a challenge that list people, and the role of each."""


def role_rank(role: str) -> int:
    return ROLE_ORDER.index(role) if role in ROLE_ORDER else len(ROLE_ORDER)


def by_role(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: role_rank(row["role"]))


class Teams:
    """The rows of each challenge's team, by the challenge's key.

    What one side of one tree says of a person in a challenge counts; another side or tree that names the same person
    there adds nothing: it knows the role less well, or it was given later.
    """

    def __init__(self, context: Context, promotions: dict[int, set[int]]) -> None:
        self.context = context
        self.promotions = promotions
        self.rows: dict[int, list[Row]] = defaultdict(list)
        self.said_by: dict[tuple[int, int], tuple[bool, str]] = {}
        self.members: set[str] = context.shared.setdefault("documents of team members", set())
        self.cohorts: dict[int, set[int]] = context.shared.setdefault("cohorts of team members", {})

    def read(self) -> None:
        documents = [
            (document.rank, kind, document)
            for kind in ("challenge", "person")
            for document in self.context.documents.get(kind, [])
            if document.source_path in self.context.objects
        ]
        for _rank, kind, document in sorted(documents, key=lambda each: each[:2]):
            if kind == "challenge":
                self.read_challenge(document)
            else:
                self.read_person(document)

    def read_person(self, document: Document) -> None:
        person = self.context.objects[document.source_path]
        for challenge in self.context.references(document, "defis", "challenge"):
            row = {"person": person, "role": role_of(document), "job": job_of(document)}
            self.add(challenge.pk, row, document, "person")

    def read_challenge(self, document: Document) -> None:
        importer = self.context.importers["person"]
        assert isinstance(importer, PersonImporter)  # noqa: S101  the plugin is in `requires`
        challenge = self.context.objects[document.source_path]
        for key, role in MEMBERS.items():
            for item in document.items(key):
                person = importer.person_or_warn(document, key, item)
                if person is not None:
                    row = {"person": person, "role": role, "job": self.job(person, document)}
                    self.add(challenge.pk, row, document, "challenge")

    def job(self, person: Any, document: Document) -> str:
        """The job that the same tree's documents of the person give."""
        of_person = self.context.documents_of(person)
        jobs = (job_of(each) for each in of_person if same_site(each.source_path, document.source_path))
        return next((job for job in jobs if job), "")

    def add(self, challenge: int, row: Row, document: Document, side: str) -> None:
        person = row["person"]
        for each in self.context.documents_of(person):
            self.members.add(each.source_path)
        self.cohorts.setdefault(person.pk, set()).update(self.promotions.get(challenge, set()))
        origin = (document.source_path.startswith("content/"), side)
        if (
            self.said_by.setdefault((challenge, person.pk), origin) == origin
            and row not in self.rows[challenge]
        ):
            self.rows[challenge].append(row)

    def keep_others(self, challenges: Iterable[int]) -> None:
        """People of whom this run says nothing stay in the teams they are in, and those another tree put there."""
        here = {
            self.context.objects[each.source_path].pk
            for each in self.context.documents.get("person", [])
            if each.source_path in self.context.objects
        }
        here |= {key_of(row["person"]) for rows in self.rows.values() for row in rows}
        if not here:
            return
        elsewhere = self.told_elsewhere()
        for row in TeamMember.objects.filter(page__in=challenges).order_by("sort_order"):
            is_known = (
                row.person_id in here
                and not {("challenge", row.page_id), ("person", row.person_id)} & elsewhere
            )
            said = any(key_of(each["person"]) == row.person_id for each in self.rows.get(row.page_id, []))
            if not is_known and not said:
                self.rows[row.page_id].append({"person": row.person_id, "role": row.role, "job": row.job})

    def told_elsewhere(self) -> set[tuple[str, int]]:
        """Challenges and people of whom another tree than those of this run told before."""
        here = {path.startswith("content/") for path in self.context.objects}
        return {
            (record.kind, record.object_id)
            for record in self.context.records.values()
            if record.kind in ("challenge", "person")
            and record.source_path.startswith("content/") not in here
        }


def team_of_both(held: list[Row], rows: list[Row]) -> list[Row]:
    """The rows there are, and those of people who are in none of them; no row when nobody is missing."""
    kept = [
        {
            "person": row["person"],
            "role": row["role"],
            "job": row["job"],
            **{name: row[name] for name in ("start", "end") if row.get(name)},
        }
        for row in held
    ]
    known = {row["person"] for row in kept}
    missing = [row for row in rows if key_of(row["person"]) not in known]
    return by_role([*kept, *missing]) if missing else []


def key_of(person: Any) -> Any:
    return getattr(person, "pk", person)
