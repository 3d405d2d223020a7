"""A small site, its files, and one body value of each block for the tests of blocks."""

from __future__ import annotations

import io
import uuid
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, PageViewRestriction, Site

from cms.core.fields import BodyStreamBlock
from cms.media.models import CMSDocument, CMSImage
from cms.pages.challenges.models import ChallengeIndexPage, ChallengePage
from cms.pages.promotions.models import PromotionIndexPage, PromotionPage
from cms.pages.standard.models import HomePage, StandardPage
from cms.snippets.key_figures.models import KeyFigure
from cms.snippets.people.models import Person

MISSING = 987654
LONG = "Éducation " * 50


@dataclass
class Content:
    home: HomePage
    page: StandardPage
    draft: StandardPage
    private: StandardPage
    promotion: PromotionPage
    challenge: ChallengePage
    image: CMSImage
    private_image: CMSImage
    document: CMSDocument
    private_document: CMSDocument
    person: Person
    figure: KeyFigure
    french: Locale
    english: Locale


@pytest.fixture
def content(db: None) -> Content:
    french, _ = Locale.objects.get_or_create(language_code="fr")
    english, _ = Locale.objects.get_or_create(language_code="en")
    Site.objects.all().delete()
    Page.objects.filter(depth__gt=1).delete()
    root = Page.get_first_root_node() or Page.add_root(title="Racine", slug="root", locale=french)
    home = root.add_child(instance=HomePage(title="Accueil", slug="accueil", locale=french))
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True, site_name="EIG")

    def standard(title: str, slug: str, live: bool = True) -> StandardPage:
        return home.add_child(instance=StandardPage(title=title, slug=slug, locale=french, live=live))

    private = standard("Réservé à l'équipe", "reserve")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    collections = Collection.get_first_root_node() or Collection.add_root(name="Racine")
    closed = collections.add_child(name="Privée")
    CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.LOGIN
    )
    collections.refresh_from_db()
    promotions = home.add_child(instance=PromotionIndexPage(title="Promotions", slug="promos", locale=french))
    challenges = home.add_child(instance=ChallengeIndexPage(title="Défis", slug="defis", locale=french))
    return Content(
        home=home,
        page=standard("Le programme « EIG »", "programme"),
        draft=standard("Brouillon secret", "brouillon", live=False),
        private=private,
        promotion=promotions.add_child(
            instance=PromotionPage(title="Promotion 2", slug="promotion-2", locale=french)
        ),
        challenge=challenges.add_child(
            instance=ChallengePage(title="Prédisauvetage", slug="predisauvetage", locale=french)
        ),
        image=picture("Une équipe au travail.png", collections),
        private_image=picture("Secret.png", closed),
        document=document("Règlement de l'appel", collections),
        private_document=document("Notes internes", closed),
        person=Person.objects.create(name="Hélène Martin", slug="helene-martin", locale=french),
        figure=KeyFigure.objects.create(
            label="défis relevés",
            value="1131.50",
            before="plus de",
            after="%",
            as_of_year=2021,
            locale=french,
        ),
        french=french,
        english=english,
    )


def picture(title: str, collection: Collection) -> CMSImage:
    buffer = io.BytesIO()
    Image.new("RGB", (640, 480), "#2a6f97").save(buffer, "PNG")
    return CMSImage.objects.create(
        title=title, file=ContentFile(buffer.getvalue(), name="equipe.png"), collection=collection
    )


def document(title: str, collection: Collection) -> CMSDocument:
    return CMSDocument.objects.create(
        title=title,
        file=ContentFile(b"%PDF-1.4 " + b"x" * 2048, name="reglement.pdf"),
        collection=collection,
        language="en",
    )


def stored_image(image_id: int | None, alt: str = "", decorative: bool = False) -> dict[str, Any]:
    return {"image": image_id, "decorative": decorative, "alt_text": alt}


def link_to(**target: Any) -> dict[str, Any]:
    return {"page": None, "document": None, "url": "", "anchor": "", **target}


@pytest.fixture
def full_values(content: Content) -> dict[str, Any]:
    """One complete stored value of every block, by block name."""
    return {
        "heading": {"level": "h3", "text": "Comment candidater ?", "kicker": "Étape 1"},
        "rich_text": (
            f'<p>Voir <a linktype="page" id="{content.page.pk}">le programme</a>, '
            f'<a linktype="document" id="{content.document.pk}">le règlement</a> et '
            '<a href="https://exemple.fr/défi">un site</a> sur l\'<span lang="en">open data</span>.</p>'
        ),
        "note": {"kind": "warning", "title": "Attention", "text": "<p>Clôture vendredi !</p>"},
        "accordion": {
            "title": "Questions fréquentes",
            "items": [
                {"title": "Qui peut candidater ?", "text": "<p>Tout le monde.</p>"},
                {"title": "Combien de temps ?", "text": "<p>Dix mois.</p>"},
            ],
        },
        "image": {
            "image": stored_image(content.image.pk, "Une équipe autour d'une table"),
            "caption": "La promotion au complet",
            "credit": "DINUM",
        },
        "gallery": {
            "title": "La journée en images",
            "images": [
                {"image": stored_image(content.image.pk, "Un atelier"), "caption": "Atelier", "credit": ""},
                {"image": stored_image(content.image.pk, "", decorative=True), "caption": "", "credit": ""},
            ],
        },
        "video": {
            "url": "https://exemple.fr/video",
            "title": "Le film du programme",
            "transcript": "<p>Bonjour à tous.</p>",
            "language": "en",
        },
        "embed": {"url": "https://exemple.fr/carte", "title": "Carte des défis"},
        "steps": {
            "title": "Le parcours",
            "steps": [
                {
                    "icon": content.image.pk,
                    "label": "Étape 1",
                    "title": "Candidature",
                    "duration": "2 semaines",
                    "dates": "du 3 au 14 septembre",
                    "text": "<p>En ligne.</p>",
                }
            ],
        },
        "table": {
            "table_caption": "Défis par année",
            "table_header_choice": "both",
            "first_row_is_table_header": True,
            "first_col_is_header": True,
            "data": [["", "Défis", "Agents"], ["2017", "12", "vingt-quatre"], ["2018", "15", None]],
        },
        "link": {"label": "Découvrir le programme", "link": link_to(page=content.page.pk, anchor="dates")},
        "call_to_action": {
            "title": "Candidatez",
            "text": "<p>Jusqu'au 15 mars.</p>",
            "label": "Je candidate",
            "link": link_to(url="https://exemple.fr/candidater"),
        },
        "document": {"document": content.document.pk, "label": "Le règlement"},
        "cards": {"title": "À lire aussi", "pages": [content.page.pk, content.challenge.pk]},
        "contact": {
            "name": "Léa Dupont",
            "role": "Chargée de communication",
            "body": "DINUM",
            "email": "lea.dupont@exemple.fr",
            "address": "20, avenue de Ségur\n75007 Paris",
            "website": "https://exemple.fr",
            "phones": ["01 23 45 67 89"],
            "social": [{"network": "Mastodon", "url": "https://social.exemple.fr/@eig"}],
        },
        "quote": {
            "text": "<p>Une aventure humaine.</p>",
            "person": content.person.pk,
            "speaker": "",
            "role": "Mentore",
            "promotion": content.promotion.pk,
            "challenge": content.challenge.pk,
            "language": "",
            "source_url": "https://exemple.fr/entretien",
        },
        "key_figures": {"title": "En chiffres", "figures": [content.figure.pk]},
        "milestones": {
            "title": "Calendrier",
            "milestones": [
                {
                    "kind": "jury",
                    "label": "Jury final",
                    "starts_at": "2018-09-03T14:00:00+02:00",
                    "ends_at": "2018-09-05T18:00:00+02:00",
                    "precision": "day",
                    "displayed_text": "",
                }
            ],
        },
    }


@pytest.fixture
def minimal_values(content: Content) -> dict[str, Any]:
    """The least an editor may store in each block."""
    return {
        "heading": {"text": "Le défi"},
        "rich_text": "<p>Bonjour.</p>",
        "note": {"text": "<p>À noter.</p>"},
        "accordion": {"items": [{"title": "Qui ?", "text": ""}]},
        "image": {"image": stored_image(content.image.pk)},
        "gallery": {"images": [{"image": stored_image(content.image.pk)}]},
        "video": {"url": "https://exemple.fr/video"},
        "embed": {"url": "https://exemple.fr/carte"},
        "steps": {"steps": [{"title": "Candidature"}]},
        "table": {"data": [["Défi"]]},
        "link": {"link": {"page": content.page.pk}},
        "call_to_action": {"label": "Candidater", "link": {"url": "/candidater/"}},
        "document": {"document": content.document.pk},
        "cards": {"pages": [content.page.pk]},
        "contact": {"name": "Léa Dupont"},
        "quote": {"text": "<p>Bravo.</p>"},
        "key_figures": {"figures": [content.figure.pk]},
        "milestones": {"milestones": [{"kind": "start"}]},
    }


@pytest.fixture
def worst_values(content: Content) -> dict[str, Any]:
    """What deletions, old imports and hands in the database leave behind."""
    dead_link = {"page": MISSING, "document": MISSING, "url": "javascript:alert(1)", "anchor": None}
    return {
        "heading": {"level": "h1", "text": LONG, "kicker": None},
        "rich_text": f'<p>{LONG}<a linktype="page" id="{MISSING}">mort</a><a href="javascript:alert(1)">x</a></p>',
        "note": {"kind": "cri", "title": LONG, "text": None},
        "accordion": {"title": LONG, "items": [{"title": LONG, "text": None}, None, {}]},
        "image": {"image": stored_image(MISSING, LONG), "caption": LONG, "credit": None},
        "gallery": {"title": None, "images": [{"image": None, "caption": LONG}, {"image": stored_image(MISSING)}]},
        "video": {"url": "javascript:alert(1)", "title": LONG, "transcript": None, "language": "xx"},
        "embed": {"url": None, "title": LONG},
        "steps": {"title": LONG, "steps": [{"icon": MISSING, "label": LONG, "text": None}, None]},
        "table": {"table_caption": LONG, "table_header_choice": "col", "data": [["a", None], None, ["b"], []]},
        "link": {"label": LONG, "link": dead_link},
        "call_to_action": {"title": LONG, "text": None, "label": LONG, "link": None},
        "document": {"document": MISSING, "label": LONG},
        "cards": {"title": LONG, "pages": [MISSING, None, content.draft.pk]},
        "contact": {
            "name": LONG, "email": "pas une adresse", "address": None, "website": "javascript:alert(1)",
            "phones": [None, "appelez-nous", LONG], "social": [{"network": None, "url": "javascript:alert(1)"}, None],
        },
        "quote": {
            "text": f"<p>{LONG}</p>", "person": MISSING, "speaker": LONG, "role": None, "promotion": MISSING,
            "challenge": content.page.pk, "language": None, "source_url": "javascript:alert(1)",
        },
        "key_figures": {"title": LONG, "figures": [MISSING, None, content.figure.pk]},
        "milestones": {
            "title": None,
            "milestones": [
                {"kind": "fête", "label": LONG, "starts_at": "demain", "precision": None, "ends_at": "2018-09-05"},
                None,
            ],
        },
    }  # fmt: skip


BLOCK_NAMES = (
    "heading", "rich_text", "note", "accordion", "image", "gallery", "video", "embed", "steps", "table", "link",
    "call_to_action", "document", "cards", "contact", "quote", "key_figures", "milestones",
)  # fmt: skip


def stored(name: str, value: Any) -> dict[str, Any]:
    return {"type": name, "value": value, "id": str(uuid.uuid5(uuid.NAMESPACE_DNS, name))}


@pytest.fixture(params=BLOCK_NAMES)
def block_name(request: pytest.FixtureRequest) -> str:
    """Every block in turn."""
    return str(request.param)


@pytest.fixture
def body_block() -> BodyStreamBlock:
    return BodyStreamBlock()


@pytest.fixture
def render(body_block: BodyStreamBlock) -> Any:
    """Render one stored block to HTML."""

    def rendered(name: str, value: Any, **context: Any) -> str:
        child = body_block.to_python([stored(name, value)])[0]
        return str(child.render(context))

    return rendered


@pytest.fixture
def represent(body_block: BodyStreamBlock) -> Any:
    """One stored block as the API shows it."""

    def represented(name: str, value: Any) -> Any:
        stream = body_block.to_python([stored(name, value)])
        return body_block.get_api_representation(stream, {})[0]["value"]

    return represented
