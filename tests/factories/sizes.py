"""The same object with nothing, little, all or too much in it.

Empty is what a hasty editor leaves: a title and blocks nobody filled in; minimal has what is required.

`Sizes(locale).challenge("worst")` makes a challenge whose title is as long as the database allows,
with thirty people and no picture. Every maker takes one of SIZES.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.text import slugify
from wagtail.models import Locale

from tests.factories.bodies import Targets, every_block, every_empty_block
from tests.factories.media import DocumentFactory, ImageFactory
from tests.factories.pages import (
    BlogPostPageFactory,
    ChallengePageFactory,
    PressReleasePageFactory,
    PromotionPageFactory,
    StandardPageFactory,
    TestimonialPageFactory,
    paris,
)
from tests.factories.snippets import (
    AdministrationFactory,
    CategoryFactory,
    ExpertiseFactory,
    KeyFigureFactory,
    PersonFactory,
    PressContactFactory,
    ThemeFactory,
)

SIZES = ("empty", "minimal", "full", "worst")
LONGEST = 255
LONG_WORD = "anticonstitutionnellement"


def longest(text: str, length: int = LONGEST) -> str:
    """`text` made as long as a column allows, with one word that no line can hold."""
    filled = f"{text} {LONG_WORD * 3} " + "pour une administration à l'écoute de ses usagers " * length
    return filled[:length].rstrip().ljust(length, "é")


class Sizes:
    """Makes objects of one language; what they point at is French, as it is before translation."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale

    # What full objects point at

    @cached_property
    def image(self):
        return ImageFactory(credit="Hélène Martin / DINUM", description="Une équipe au travail")

    @cached_property
    def document(self):
        return DocumentFactory(language="fr")

    @cached_property
    def figure(self):
        return KeyFigureFactory(
            before="plus de",
            after="%",
            value=Decimal("79.66"),
            as_of=datetime.date(2024, 5, 1),
            source="DINUM",
        )

    @cached_property
    def theme(self):
        return ThemeFactory(title="Écologie")

    @cached_property
    def expertise(self):
        return ExpertiseFactory(title="Design")

    @cached_property
    def category(self):
        return CategoryFactory(title="Actualités")

    @cached_property
    def administration(self):
        return AdministrationFactory(name="École nationale de l'administration", acronym="ÉNA")

    @cached_property
    def target_promotion(self):
        return PromotionPageFactory(title="Promotion 4", number=4, year=2021, locale=self.locale)

    @cached_property
    def target_challenge(self):
        return ChallengePageFactory(title="Cartographie nationale", locale=self.locale)

    @cached_property
    def author(self):
        return PersonFactory(name="Aïcha Benoît", job="Développeuse", photo=self.image)

    def people(self, count: int) -> list[Any]:
        return PersonFactory.create_batch(count, job="Designer")

    def targets(self) -> Targets:
        return Targets(
            image=self.image.pk,
            document=self.document.pk,
            page=self.target_challenge.pk,
            person=self.author.pk,
            promotion=self.target_promotion.pk,
            challenge=self.target_challenge.pk,
            figures=[self.figure.pk],
        )

    def body(self, size: str) -> list[dict[str, Any]]:
        if size == "empty":
            return every_empty_block()
        if size == "full":
            return every_block(self.targets())
        if size == "worst":
            return [*every_empty_block(), *every_block(self.targets()) * 2]
        return []

    def _page(self, factory, size: str, title: str, **fields: Any):
        """`fields` with what every page type has, by size."""
        slug = f"{slugify(title)}-{size}"
        common: dict[str, Any] = {"locale": self.locale, "title": title, "slug": slug}
        common |= {"body": self.body(size)}
        if size == "worst":
            common |= {"title": longest(title), "summary": f"<p>{longest(title, 2000)}</p>"}
            common |= {"tags": [f"étiquette {n}" for n in range(12)]}
        if size == "full":
            common |= {
                "summary": "<p>Un chapô : quelques phrases, <i>bien</i> choisies !</p>",
                "image": self.image,
                "image_alt": "Une équipe au travail",
                "image_decorative": False,
                "tags": ["éolien", "énergie"],
                "archived_on": datetime.date(2024, 1, 1),
            }
        return factory(**{**common, **fields})

    def many(self, size: str) -> int:
        """How many of something: none, none, two or thirty."""
        return {"full": 2, "worst": 30}.get(size, 0)

    # One maker for each type

    def challenge(self, size: str):
        if size not in {"full", "worst"}:
            return self._page(ChallengePageFactory, size, "Défi sobre")
        people = self.people(self.many(size))
        return self._page(
            ChallengePageFactory,
            size,
            "Défi complet",
            promotion=self.target_promotion,
            administrations=[self.administration],
            administration_label="Ministère de la Forêt",
            team=[(person, {"role": "participant", "start": datetime.date(2021, 9, 1)}) for person in people],
            themes=[self.theme],
            expertises=[self.expertise],
            key_figures=[self.figure],
            towns=[{"name": "Besançon", "department": "25"}, {"name": "Paris"}],
            outputs=[
                {
                    "title": "Un portail",
                    "image": self.image if size == "full" else None,
                    "text": "<p>Ouvert à tous.</p>",
                    "link": "https://portail.exemple.gouv.fr",
                }
            ],
            videos=[
                {
                    "url": "https://video.exemple.fr/1",
                    "title": "Présentation",
                    "transcript": "<p>Bonjour.</p>",
                }
            ],
            host_site="20 avenue de Ségur",
            town_label="Besançon et Paris",
            stage="ongoing",
            year=2021,
            duration_months=10,
            application_url="https://exemple.gouv.fr/candidater",
            applications_close_at=paris(2099, 5, 4, 18),
            startup_url="https://beta.exemple.gouv.fr/startups/foret",
            website="https://foret.exemple.gouv.fr",
            demo_url="https://demo.exemple.gouv.fr",
            source_code_url="https://code.exemple.gouv.fr",
            poster=self.document,
        )

    def promotion(self, size: str):
        fields: dict[str, Any] = {}
        if size in {"full", "worst"}:
            fields = {
                "number": 5,
                "suffix": "DIG",
                "year": 2022,
                "key_figures": [self.figure],
                "milestones": [
                    {
                        "kind": "call_for_applications",
                        "starts_at": paris(2022, 1, 1),
                        "ends_at": paris(2099, 3, 1),
                        "link": "https://exemple.gouv.fr/candidater",
                    },
                    {"kind": "jury", "starts_at": paris(2022, 4, 1), "precision": "month"},
                    {"kind": "start", "displayed_text": "début septembre"},
                ]
                * (1 if size == "full" else 10),
            }
        return self._page(PromotionPageFactory, size, "Promotion suivante", **fields)

    def post(self, size: str):
        fields: dict[str, Any] = {}
        if size in {"full", "worst"}:
            fields = {
                "authors": [self.author] if size == "full" else self.people(30),
                "categories": [self.category],
                "related_posts": BlogPostPageFactory.create_batch(2, locale=self.locale),
            }
        if size == "worst":
            fields["author_label"] = longest("Camille Roy", 500)
        return self._page(BlogPostPageFactory, size, "La rentrée", **fields)

    def release(self, size: str):
        fields: dict[str, Any] = {}
        if size in {"full", "worst"}:
            count = self.many(size)
            fields = {
                "dateline": "Paris, le 6 mai 2024",
                "promotion": self.target_promotion,
                "challenges": [self.target_challenge],
                "administrations": [self.administration],
                "categories": [self.category],
                "contacts": [PressContactFactory(role="Service de presse")],
                "attachments": [self.document] * count,
                "gallery": [
                    {
                        "image": self.image,
                        "image_alt": "La tribune",
                        "caption": "Au ministère",
                        "credit": "DINUM",
                    }
                ]
                * count,
                "links": [
                    {"label": "Voir le défi", "page_link": self.target_challenge},
                    {"label": "Candidater", "url": "https://exemple.gouv.fr"},
                ],
                "milestones": [{"kind": "results", "starts_at": paris(2024, 7, 1), "precision": "day"}],
                "corrections": [{"date": datetime.date(2024, 5, 7), "text": "La date du jury a changé."}],
                "boilerplate": "<p>Le programme recrute des talents du numérique.</p>",
                "external_url": "https://presse.exemple.gouv.fr",
            }
        return self._page(PressReleasePageFactory, size, "Lancement de la promotion", **fields)

    def testimonial(self, size: str):
        fields: dict[str, Any] = {}
        if size in {"full", "worst"}:
            fields = {
                "person": self.author,
                "role": "développeuse",
                "challenges": [self.target_challenge],
                "promotions": [self.target_promotion],
                "administrations": [self.administration],
                "expertises": [self.expertise],
                "categories": [self.category],
                "video_url": "https://video.exemple.fr/2",
                "transcript": "<p>Bonjour.</p>",
                "external_url": "https://journal.exemple.fr",
                "date": paris(2023, 2, 1),
            }
        return self._page(TestimonialPageFactory, size, "Dix mois au ministère", **fields)

    def standard(self, size: str):
        fields: dict[str, Any] = {}
        if size in {"full", "worst"}:
            fields = {
                "hero_title": "Prêts à agir ?" if size == "full" else longest("Prêts à agir ?"),
                "hero_text": "<p>Dix mois pour relever un défi public.</p>",
                "hero_image": self.image if size == "full" else None,
                "hero_buttons": [
                    {"label": "Les défis", "page": self.target_challenge},
                    {"label": "Candidater", "link_url": "https://exemple.gouv.fr"},
                ],
                "key_figures": [self.figure],
            }
        return self._page(StandardPageFactory, size, "Le programme", **fields)

    def _snippet(self, factory, size: str, name: str, field: str, **fields: Any):
        slug = slugify(f"{name} {size} {self.locale.language_code}")
        text = longest(name) if size == "worst" else f"{name} {size} {self.locale.language_code}"
        return factory(**{"locale": self.locale, field: text, "slug": slug, **fields})

    def person(self, size: str):
        fields: dict[str, Any] = {}
        if size in {"full", "worst"}:
            roles = [
                {"role": "coach", "promotion": self.target_promotion, "start": datetime.date(2022, 9, 1)},
                {"role": "jury"},
            ]
            fields = {
                "job": "Data scientist" if size == "full" else longest("Data scientist"),
                "biography": "<p>Elle aime les <b>cartes</b>.</p>",
                "photo": self.image if size == "full" else None,
                "expertises": [self.expertise],
                "participations": roles,
                "linkedin": "https://linkedin.example/camille",
                "github": "https://github.example/camille",
                "gitlab": "https://gitlab.example/camille",
                "x": "https://x.example/camille",
                "website": "https://camille.example",
                "alumni": True,
            }
        person = self._snippet(PersonFactory, size, "Camille Roy", "name", **fields)
        for _ in range(self.many(size)):
            ChallengePageFactory(locale=self.locale, team=[person], administrations=[self.administration])
        if size in {"full", "worst"}:
            BlogPostPageFactory(locale=self.locale, authors=[person])
            TestimonialPageFactory(locale=self.locale, person=person)
        return person

    def body_of_state(self, size: str):
        """An administration."""
        fields: dict[str, Any] = {}
        if size in {"full", "worst"}:
            fields = {
                "acronym": "DGÉ",
                "kind": "central",
                "description": "<p>Elle prépare la politique de l'énergie.</p>",
                "parent": self.administration,
                "successor": AdministrationFactory(),
                "closed_on": datetime.date(2023, 12, 31),
                "website": "https://energie.exemple.gouv.fr",
                "logo": self.image if size == "full" else None,
            }
        body = self._snippet(AdministrationFactory, size, "Direction de l'énergie", "name", **fields)
        if size in {"full", "worst"}:
            AdministrationFactory(successor=body)
            AdministrationFactory(parent=body)
            team = self.people(self.many(size))
            ChallengePageFactory(locale=self.locale, administrations=[body], team=team)
            PressReleasePageFactory(locale=self.locale, administrations=[body])
            TestimonialPageFactory(locale=self.locale, administrations=[body])
        return body

    def _topic(self, factory, size: str, name: str):
        description = "<p>Tout ce qui touche au sujet.</p>" if size in {"full", "worst"} else ""
        return self._snippet(factory, size, name, "title", description=description)

    def theme_term(self, size: str):
        theme = self._topic(ThemeFactory, size, "Santé")
        for _ in range(self.many(size)):
            ChallengePageFactory(locale=self.locale, themes=[theme])
        return theme

    def expertise_term(self, size: str):
        expertise = self._topic(ExpertiseFactory, size, "Données")
        for _ in range(self.many(size)):
            ChallengePageFactory(locale=self.locale, expertises=[expertise])
            PersonFactory(expertises=[expertise])
            TestimonialPageFactory(locale=self.locale, expertises=[expertise])
        return expertise

    def category_term(self, size: str):
        category = self._topic(CategoryFactory, size, "Coulisses")
        for _ in range(self.many(size)):
            BlogPostPageFactory(locale=self.locale, categories=[category])
        if size in {"full", "worst"}:
            PressReleasePageFactory(locale=self.locale, categories=[category])
            TestimonialPageFactory(locale=self.locale, categories=[category])
        return category

    def key_figure(self, size: str):
        fields: dict[str, Any] = {}
        if size in {"full", "worst"}:
            fields = {"before": "plus de", "after": "%", "as_of_year": 2024, "source": "Enquête DINUM"}
            fields |= {"link": "https://chiffres.exemple.gouv.fr", "value": Decimal("1234567.80")}
        label = longest("défis") if size == "worst" else "défis accompagnés"
        return KeyFigureFactory(locale=self.locale, label=label, **fields)
