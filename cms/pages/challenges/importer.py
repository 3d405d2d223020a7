"""Reads challenges. Their teams are in the documents of people, which name their challenges."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.importer.base import Claim
from cms.importer.documents import Document
from cms.importer.objects import Fields, PageImporter
from cms.importer.writing import acknowledge
from cms.pages.challenges.models import ChallengeIndexPage, ChallengePage, TeamMember
from cms.pages.challenges.towns import towns_in
from cms.snippets.administrations.importer import AdministrationImporter
from cms.snippets.people.importer import role_of

Row = dict[str, Any]
ROLE_ORDER = ("participant", "sponsor", "executive_mentor", "operational_mentor", "mentor", "public_agent")


class ChallengeImporter(PageImporter):
    kind = "challenge"
    label = gettext_lazy("challenge")
    model = ChallengePage
    parent_model = ChallengeIndexPage
    folders = ("defis", "challenges")

    def claims(self, document: Document) -> Claim:
        folder = super().claims(document)
        return folder or (Claim.SHAPE if document.peek("who") and document.peek("promos") else Claim.NO)

    def gather(self) -> None:
        """Find out, from the documents of people, who was in which team."""
        self.teams: dict[int, list[Row]] = defaultdict(list)
        members: set[str] = self.context.shared.setdefault("documents of team members", set())
        cohorts: dict[int, set[int]] = self.context.shared.setdefault("cohorts of team members", {})
        promotions = self.promotions()
        for document in self.context.documents.get("person", []):
            person = self.context.objects.get(document.source_path)
            if person is None:
                continue
            for challenge in self.context.references(document, "defis", "challenge"):
                members.add(document.source_path)
                cohorts.setdefault(person.pk, set()).update(promotions.get(challenge.pk, set()))
                row = {"person": person, "role": role_of(document), "job": document.text("job")}
                if row not in self.teams[challenge.pk]:
                    self.teams[challenge.pk].append(row)
        self.keep_other_members()

    def promotions(self) -> dict[int, set[int]]:
        """Cohorts of each challenge: what its document says, else what is stored."""
        found = {key: {page.promotion_id} for key, page in self.loaded.items() if page.promotion_id}
        for document in self.context.documents.get(self.kind, []):
            page = self.context.objects.get(document.source_path)
            named = [
                self.context.catalogue("promotion").match(item.text) for item in document.items("promos")
            ]
            if page is not None:
                found[page.pk] = {match.found.pk for match in named if match}
        return found

    def keep_other_members(self) -> None:
        """People of whom this run has no document stay in the teams they are in."""
        documents = self.context.documents.get("person", [])
        here = {
            self.context.objects[each.source_path].pk
            for each in documents
            if each.source_path in self.context.objects
        }
        if not here:
            return
        others = (
            TeamMember.objects.filter(page__in=self.loaded).exclude(person__in=here).order_by("sort_order")
        )
        for row in others:
            self.teams[row.page_id].append({"person": row.person_id, "role": row.role, "job": row.job})

    def read(self, document: Document, obj: Any) -> Fields:
        document.use("visible", "published", "menu", "layout")
        values = self.common(document)
        values["administration_label"] = document.text("who")
        values["host_site"] = document.text("place")
        values["town_label"] = document.text("town")
        date = self.date(document)
        values["date"] = date.moment if date else None
        values["social_image"] = self.context.image(document, "ogImage")
        values["promotion"] = self.promotion(document)
        document.use("isSET")
        values["startup_url"] = document.text("urlSET")
        for key, name in (("website", "website"), ("demo", "demo_url"), ("source_code", "source_code_url")):
            values[name] = document.text(key)
        rows = {
            "administration_rows": self.administrations(document),
            "theme_rows": self.terms(document, "themes", "theme", "theme"),
            "expertise_rows": self.terms(document, "expertises", "expertise", "expertise"),
            "towns": towns_in(values["town_label"]),
        }
        if self.context.documents.get("person"):
            rows["team"] = sorted(self.teams.get(obj.pk, []), key=lambda row: role_rank(row["role"]))
        return Fields(values=values, rows=rows)

    def promotion(self, document: Document) -> Any | None:
        """The cohort: one, today. A second one is kept in the note."""
        found = self.context.references(document, "promos", "promotion")
        for other in found[1:]:
            action = _("left out: a challenge has one cohort; kept in the import note")
            self.context.warn(document, document.line("promos"), "several-promotions", str(other), action)
            self.context.note(document, f"promos : {other}")
        return found[0] if found else None

    def administrations(self, document: Document) -> list[Row]:
        importer = self.context.importers["administration"]
        assert isinstance(importer, AdministrationImporter)  # noqa: S101  the plugin is in `requires`
        found = [importer.administration(document, "who", item) for item in document.items("who")]
        return [{"administration": body} for body in dict.fromkeys(found) if body is not None]

    def finish(self) -> None:
        """Add people to the teams of challenges that this run has no document of."""
        described = {
            self.context.objects[each.source_path].pk
            for each in self.context.documents.get(self.kind, [])
            if each.source_path in self.context.objects
        }
        for key, rows in self.teams.items():
            if key in described:
                continue
            page = self.loaded[key].get_latest_revision_as_object()
            known = {row.person_id for row in page.team.all()}
            missing = [row for row in rows if getattr(row["person"], "pk", row["person"]) not in known]
            if missing:
                self.add_members(page, missing)

    def add_members(self, page: Any, rows: list[Row]) -> None:
        before = page.latest_revision_id
        last = page.team.count()
        with transaction.atomic():
            for number, row in enumerate(rows):
                page.team.add(TeamMember(locale=page.locale, sort_order=last + number, **row))
            revision = page.save_revision(clean=False)
            if page.live and self.context.options.publish:
                revision.publish(log_action=False)
            page.latest_revision = revision
            acknowledge(self.context, page, revision, before, "team")


def role_rank(role: str) -> int:
    return ROLE_ORDER.index(role) if role in ROLE_ORDER else len(ROLE_ORDER)


importers = [ChallengeImporter]
