"""Reads challenges: one document each, joined on the older site with what its data knows."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.importer.base import Claim
from cms.importer.documents import Document
from cms.importer.objects import Fields, PageImporter
from cms.importer.writing import acknowledge
from cms.pages.challenges.import_details import VIDEO_KEYS, Details
from cms.pages.challenges.import_team import Teams, by_role, team_of_both
from cms.pages.challenges.models import ChallengeIndexPage, ChallengePage, TeamMember
from cms.pages.challenges.towns import towns_in
from cms.snippets.administrations.importer import AdministrationImporter

Row = dict[str, Any]
PROMOTION_KEYS = ("promos", "promotion")


class ChallengeImporter(PageImporter):
    kind = "challenge"
    label = gettext_lazy("challenge")
    model = ChallengePage
    parent_model = ChallengeIndexPage
    folders = ("defis", "defi", "challenges")

    def claims(self, document: Document) -> Claim:
        folder = super().claims(document)
        return folder or (Claim.SHAPE if document.peek("who") and document.peek("promos") else Claim.NO)

    def gather(self) -> None:
        """Find out who was in which team."""
        self.found_teams = Teams(self.context, self.promotions())
        self.found_teams.read()
        self.found_teams.keep_others(self.loaded)
        self.teams = self.found_teams.rows

    def promotions(self) -> dict[int, set[int]]:
        """Cohorts of each challenge: what its document says, else what is stored."""
        found = {key: {page.promotion_id} for key, page in self.loaded.items() if page.promotion_id}
        for document in self.context.documents.get(self.kind, []):
            page = self.context.objects.get(document.source_path)
            items = [item for key in PROMOTION_KEYS for item in document.items(key)]
            named = [self.context.catalogue("promotion").match(item.text) for item in items]
            if page is not None:
                found[page.pk] = {match.found.pk for match in named if match}
        return found

    def read(self, document: Document, obj: Any) -> Fields:
        document.use("visible", "published", "menu", "layout", "section_id", "link_to")
        details = Details(self, document)
        values = self.common(document)
        values["administration_label"] = document.text("who") or document.text("administration")
        values["host_site"] = document.text("place")
        values["town_label"] = document.text("town") or document.text("ville")
        date = self.date(document)
        values["date"] = date.moment if date else None
        values["social_image"] = self.context.image(document, "ogImage")
        values["promotion"] = self.promotion(document)
        for name in ("year", "duration_months"):
            if document.peek(name) is not None:
                values[name] = self.number(document, name)
        document.use("isSET")
        values["startup_url"] = document.text("urlSET")
        for key, name in (("website", "website"), ("demo", "demo_url"), ("source_code", "source_code_url")):
            values[name] = document.text(key)
        rows = {
            "administration_rows": self.administrations(document),
            "theme_rows": self.terms(document, "themes", "theme", "theme"),
            "expertise_rows": self.expertises(document),
            "towns": towns_in(values["town_label"]),
        }
        if document.peek("poster"):
            values["poster"] = details.poster()
        for key, name, read in (
            (("key_figures",), "key_figure_rows", details.key_figures),
            (("projects",), "outputs", details.outputs),
            (VIDEO_KEYS, "videos", details.videos),
        ):
            if any(document.peek(each) for each in key):
                rows[name] = read()
        if self.context.documents.get("person") or self.teams.get(obj.pk):
            rows["team"] = by_role(self.teams.get(obj.pk, []))
        return Fields(values=values, rows=rows)

    def unite(self, relation: str, held: list[Row], rows: list[Row]) -> list[Row] | None:
        """The team has everybody whom one of the trees names."""
        return team_of_both(held, rows) if relation == "team" else None

    def number(self, document: Document, name: str) -> int | None:
        """A whole number; anything else is left out with a warning."""
        value = document.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        written = document.raw(name)
        if written.strip().isdigit():
            return int(written)
        action = _("left out; kept in the import note")
        self.context.warn(document, document.line(name), "invalid-value", f"{name}: {written}", action)
        self.context.note(document, f"{name} : {written}")
        return None

    def expertises(self, document: Document) -> list[Row]:
        """`expertises`, or the older site's codes, `skills`; each once."""
        rows = self.terms(document, "expertises", "expertise", "expertise")
        return rows + [
            row for row in self.terms(document, "skills", "expertise", "expertise") if row not in rows
        ]

    def promotion(self, document: Document) -> Any | None:
        """The cohort: one, today. A second one is kept in the note."""
        keys = [key for key in PROMOTION_KEYS if document.peek(key) is not None]
        found = [page for key in keys for page in self.context.references(document, key, "promotion")]
        for other in list(dict.fromkeys(found))[1:]:
            action = _("left out: a challenge has one cohort; kept in the import note")
            self.context.warn(document, document.line(keys[0]), "several-promotions", str(other), action)
            self.context.note(document, f"promos : {other}")
        return found[0] if found else None

    def administrations(self, document: Document) -> list[Row]:
        importer = self.context.importers["administration"]
        assert isinstance(importer, AdministrationImporter)  # noqa: S101  the plugin is in `requires`
        keys = ("who", "administration")
        found = [importer.administration(document, key, item) for key in keys for item in document.items(key)]
        bodies = [body for body in dict.fromkeys(found) if body is not None]
        website = document.text("administration_website")
        if website and bodies:
            importer.suggest_website(document, bodies[0], website)
        return [{"administration": body} for body in bodies]

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


importers = [ChallengeImporter]
