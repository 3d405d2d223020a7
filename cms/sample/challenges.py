"""Cohorts, public bodies and challenges of the sample content."""

from __future__ import annotations

from copy import copy
from typing import Any

from cms.pages.challenges.models import (
    ChallengeAdministration,
    ChallengeExpertise,
    ChallengeIndexPage,
    ChallengeKeyFigure,
    ChallengeOutput,
    ChallengePage,
    ChallengeTheme,
    ChallengeTown,
    ChallengeVideo,
    TeamMember,
)
from cms.pages.promotions.models import (
    PromotionIndexPage,
    PromotionKeyFigure,
    PromotionMilestone,
    PromotionPage,
)
from cms.sample.building import (
    add_page,
    add_snippet,
    days_from_now,
    heading,
    index_page,
    locale_for,
    paris,
    rows,
    text,
    translate,
)
from cms.sample.people import People
from cms.sample.pictures import bus, library, river, save_document, save_picture
from cms.snippets.administrations.models import Administration


class Challenges:
    """Makes them; its attributes are what other content points at."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.results = days_from_now(50)
        self._administrations()
        self._promotions()
        self._water()
        self._reading()
        self._buses()

    def _administrations(self) -> None:
        self.ministry = add_snippet(
            Administration(name="Ministère de la Vie locale", slug="ministere-de-la-vie-locale", acronym="MVL",
                           kind="ministry", website="https://vie-locale.example.org/")
        )  # fmt: skip
        former = Administration(name="Agence des cours d’eau", slug="agence-des-cours-d-eau", kind="agency",
                                closed_on=paris(2023, 12, 31).date())  # fmt: skip
        self.rivers = add_snippet(
            Administration(name="Office des rivières", slug="office-des-rivieres", acronym="ODR", kind="agency",
                           aliases="Office national des rivières", parent=self.ministry,
                           description="<p>L’Office mesure et protège quatre mille cours d’eau.</p>",
                           website="https://rivieres.example.org/")
        )  # fmt: skip
        former.successor = self.rivers
        self.former = add_snippet(former)
        self.libraries = add_snippet(
            Administration(name="Délégation à la lecture", slug="delegation-a-la-lecture", kind="central",
                           parent=self.ministry)
        )  # fmt: skip
        translate(
            self.rivers,
            slug="rivers-office",
            description="<p>The Office measures and protects 4,000 rivers.</p>",
        )

    def _promotions(self) -> None:
        index = index_page(PromotionIndexPage)
        self.first = add_page(
            PromotionPage(title="Promotion 1", slug="promotion-1", number=1, year=2024,
                          summary="<p>La promotion des pionnières et des pionniers.</p>"), index)  # fmt: skip
        second = PromotionPage(
            title="Promotion 2", slug="promotion-2", number=2, year=2025,
            summary="<p>Neuf talents, quatre défis, dix mois.</p>",
            body=[text("La deuxième promotion a travaillé de septembre 2025 à juin 2026.")])  # fmt: skip
        second.key_figure_rows = rows(PromotionKeyFigure, "figure", [self.people.people_figure])
        second.milestones = self._milestones(
            ("start", "Arrivée des équipes", paris(2025, 9, 1), None, "day"),
            ("end", "Présentation des résultats", paris(2026, 6, 26, 14), None, "minute"),
        )
        self.second = add_page(second, index)
        third = PromotionPage(
            title="Promotion 3", slug="promotion-3", number=3, year=2027,
            summary="<p>Les candidatures sont ouvertes : rejoignez-nous.</p>")  # fmt: skip
        third.milestones = self._milestones(
            ("call_for_applications", "Candidatures", days_from_now(-20), days_from_now(30), "minute"),
            ("jury", "Jury", days_from_now(40), days_from_now(42), "day"),
            ("results", "Annonce des lauréats", self.results, None, "day"),
            ("start", "Arrivée des équipes", None, None, "part_of_month"),
        )
        self.third = add_page(third, index)
        translate(self.second, title="Cohort 2", slug="cohort-2", summary="<p>Nine talents, four challenges, ten months.</p>",
                  body=[text("The second cohort worked from September 2025 to June 2026.")])  # fmt: skip

    def _milestones(self, *items: tuple) -> list[PromotionMilestone]:
        return [
            PromotionMilestone(
                kind=kind, label=label, starts_at=starts, ends_at=ends, precision=precision, sort_order=order,
                displayed_text="" if starts else "début septembre", locale=locale_for("fr"))
            for order, (kind, label, starts, ends, precision) in enumerate(items)
        ]  # fmt: skip

    def _team(self, *members: tuple[Any, str]) -> list[TeamMember]:
        return [
            TeamMember(person=person, role=role, sort_order=order, locale=locale_for("fr"))
            for order, (person, role) in enumerate(members)
        ]

    def _water(self) -> None:
        people = self.people
        page = ChallengePage(
            title="Eau claire", slug="eau-claire", promotion=self.second, date=paris(2025, 9, 1),
            summary="<p>Rendre lisibles, le jour même, les mesures faites sur les rivières.</p>",
            image=save_picture(river(), "riviere", "Une rivière et ses stations de mesure"),
            administration_label="Office national des rivières", host_site="Laboratoire de la Vernelle",
            town_label="Sainte-Verse (45)", stage="sustained", year=2025, duration_months=10,
            website="https://eau-claire.example.org/", source_code_url="https://code.example.org/eau-claire",
            demo_url="https://demo.example.org/eau-claire", startup_url="https://startups.example.org/eau-claire",
            poster=save_document("affiche-eau-claire", "Affiche du défi Eau claire", ["Eau claire", "Promotion 2"]),
            body=[
                heading("Le problème", kicker="Avant"),
                text("Les mesures étaient notées au crayon, puis recopiées : il fallait <b>onze jours</b> pour les lire."),
                heading("Ce que l’équipe a fait"),
                text("Un carnet de terrain qui marche sans réseau, et une carte que chacun peut consulter."),
            ],
        )  # fmt: skip
        page.administration_rows = rows(ChallengeAdministration, "administration", [self.rivers])
        page.theme_rows = rows(ChallengeTheme, "theme", [people.water])
        page.expertise_rows = rows(ChallengeExpertise, "expertise", [people.data, people.code])
        page.key_figure_rows = rows(ChallengeKeyFigure, "figure", [people.kept_figure])
        page.towns = [ChallengeTown(name="Sainte-Verse", department="45")]
        page.team = self._team((people.camille, "participant"), (people.idris, "participant"),
                               (people.marc, "operational_mentor"), (people.helene, "executive_mentor"))  # fmt: skip
        page.outputs = [
            ChallengeOutput(title="Le carnet de terrain", text="<p>Utilisé par 140 agents.</p>",
                            link="https://eau-claire.example.org/carnet", locale=locale_for("fr"),
                            image=people.picture_of_workshop)
        ]  # fmt: skip
        page.videos = [
            ChallengeVideo(title="Eau claire en deux minutes", url="https://video.example.org/eau-claire",
                           transcript="<p>Ici, on mesure l’eau depuis 1962.</p>", locale=locale_for("fr"))
        ]  # fmt: skip
        page.tags.add("données", "terrain")
        self.water = add_page(page, index_page(ChallengeIndexPage))
        translate(
            self.water, title="Clear water", slug="clear-water",
            summary="<p>Make river measurements readable on the very day.</p>",
            body=[heading("The problem", kicker="Before"), text("Measurements were pencilled, then copied out.")],
            outputs=[self._translated(self.water.outputs.get(), title="The field notebook", text="<p>Used by 140 people.</p>")],
            videos=[self._translated(self.water.videos.get(), title="Clear water in two minutes",
                                     transcript="<p>Water has been measured here since 1962.</p>")],
        )  # fmt: skip

    def _translated(self, row: Any, **texts: Any) -> Any:
        """The English version of an ordered row."""
        row = copy(row)
        row.pk, row.locale, row.page = None, locale_for("en"), None
        for name, value in texts.items():
            setattr(row, name, value)
        return row

    def _reading(self) -> None:
        people = self.people
        page = ChallengePage(
            title="Lire partout", slug="lire-partout", promotion=self.first, date=paris(2024, 9, 2),
            summary="<p>Trouver en une minute où emprunter un livre accessible à tous.</p>",
            image=save_picture(library(), "rayonnages", "Des rayonnages de bibliothèque"),
            stage="completed", year=2024, duration_months=10, town_label="Paris",
            body=[text("Douze bibliothèques ont essayé le service avant son ouverture.")])  # fmt: skip
        page.administration_rows = rows(
            ChallengeAdministration, "administration", [self.libraries, self.ministry]
        )
        page.theme_rows = rows(ChallengeTheme, "theme", [people.reading])
        page.expertise_rows = rows(ChallengeExpertise, "expertise", [people.design])
        page.team = self._team((people.jeanne, "participant"), (people.helene, "sponsor"))
        self.reading = add_page(page, index_page(ChallengeIndexPage))

    def _buses(self) -> None:
        people = self.people
        page = ChallengePage(
            title="Bus du soir", slug="bus-du-soir", promotion=self.third,
            summary="<p>Aider les communes à dessiner des lignes du soir qui servent vraiment.</p>",
            image=save_picture(bus(), "bus", "Un bus la nuit"),
            stage="upcoming", year=2027, duration_months=10, town_label="Brume-sur-Loire (49)",
            application_url="https://candidatures.example.org/bus-du-soir")  # fmt: skip
        page.administration_rows = rows(ChallengeAdministration, "administration", [self.ministry])
        page.theme_rows = rows(ChallengeTheme, "theme", [people.travel])
        page.expertise_rows = rows(ChallengeExpertise, "expertise", [people.design, people.data])
        page.towns = [ChallengeTown(name="Brume-sur-Loire", department="49")]
        page.team = self._team((people.tiago, "participant"))
        self.buses = add_page(page, index_page(ChallengeIndexPage))
