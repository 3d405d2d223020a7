"""What the import of a small site writes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from wagtail.contrib.redirects.models import Redirect

from cms.importer.dates import read_date
from cms.pages.blog.models import BlogPostPage
from cms.pages.challenges.models import ChallengeIndexPage, ChallengePage
from cms.pages.press.models import PressIndexPage
from cms.pages.promotions.models import PromotionPage
from cms.pages.standard.models import HomePage, StandardPage
from cms.pages.testimonials import models as testimonials
from cms.snippets.administrations.models import Administration
from cms.snippets.people.models import Person
from cms.snippets.topics.models import Theme
from tests.importer.small_site import CHALLENGE, POST, imported, kinds
from tests.importer.trees import Tree

pytestmark = pytest.mark.django_db


def test_a_challenge_gets_its_fields_relations_and_team(small_site: Tree) -> None:
    imported(small_site, publish=True)

    page = ChallengePage.objects.get()
    assert (page.title, page.slug, page.live) == ("LABEL", "label", True)
    assert page.summary == "<p>Ouvrir les décisions de justice</p>"
    assert page.search_description == "Ouvrir les décisions de justice"
    assert page.promotion.title == "Promotion 4"
    assert [body.name for body in page.administrations] == ["Cour de Cassation"]
    assert (page.administration_label, page.host_site) == ("Cour de Cassation", "Palais")
    assert page.town_label == "75001 Paris | Lyon (69)"
    assert list(page.towns.values_list("name", "department")) == [("Paris", "75"), ("Lyon", "69")]
    assert [theme.title for theme in page.themes] == ["Justice"]
    assert [expertise.title for expertise in page.expertises] == ["Design"]
    assert page.image.title == "label"
    assert (page.image_decorative, page.image_alt) == (True, "")
    assert page.startup_url == "https://beta.gouv.fr/startups/label.html"
    assert page.date == dt.datetime(2021, 9, 23, 7, 39, 2, 31000, tzinfo=dt.UTC)
    assert page.first_published_at == page.date
    assert [(row.person.name, row.role, row.job) for row in page.team.all()] == [
        ("Ada Roux", "participant", "Designer")
    ]
    assert page.source_path == "content/defis/label.md"
    post = BlogPostPage.objects.get()
    assert [block["value"] for block in page.body.raw_data] == [
        {"level": "h2", "text": "Le contexte", "kicker": ""},
        f'<p>Voir <a linktype="page" id="{post.pk}">la suite</a> et <a href="/personnes/ada-roux/">Ada</a>.</p>',
    ]


def test_a_person_gets_fields_and_no_role_of_their_own_beside_a_team(small_site: Tree) -> None:
    report = imported(small_site, publish=True)

    person = Person.objects.get()
    assert (person.name, person.slug, person.job, person.live) == ("Ada Roux", "ada-roux", "Designer", True)
    assert person.biography == "<p>« Je dessine l’État. »</p>"
    assert (person.linkedin, person.github) == ("https://www.linkedin.com/in/ada", "https://github.com/ada")
    assert person.photo.title == "ada"
    assert [expertise.title for expertise in person.expertises] == ["Design"]
    assert person.participations.count() == 0
    assert person.import_note == "defis : Inconnu"
    assert kinds(report) == [
        "loose-reference:personnes.defis:whitespace_unicode",
        "unresolved-reference:personnes.defis",
    ]


def test_a_promotion_is_read_from_its_title(small_site: Tree) -> None:
    imported(small_site, publish=True)

    assert list(PromotionPage.objects.order_by("number").values_list("slug", "number", "suffix")) == [
        ("defis-dig", 3, "DIG"),
        ("promotion-4", 4, ""),
    ]


def test_a_post_gets_authors_categories_and_posts_to_read_also(small_site: Tree) -> None:
    imported(small_site, publish=True)

    post = BlogPostPage.objects.get()
    assert post.date.astimezone(read_date("2018-03-16").moment.tzinfo).date() == dt.date(2018, 3, 16)  # type: ignore[union-attr]
    assert post.author_label == "Ada Roux, EIG LABEL"
    assert [person.name for person in post.authors] == ["Ada Roux"]
    assert [category.title for category in post.categories] == ["Méthode"]
    assert [row.related.title for row in post.related_rows.all()] == ["Son témoignage"]


def test_a_post_of_the_category_is_a_testimonial_at_its_old_address(small_site: Tree) -> None:
    imported(small_site, publish=True)

    page = testimonials.TestimonialPage.objects.get()
    assert page.url_path.endswith("/blog/son-temoignage/")
    assert page.quote == "<p>Dix mois qui changent tout.</p>"
    assert (page.person.name, page.speaker, page.role) == ("Ada Roux", "", "EIG LABEL")
    assert [challenge.title for challenge in page.challenges] == ["LABEL"]


def test_testimonials_stay_posts_when_the_setting_is_empty(small_site: Tree, settings: Any) -> None:
    settings.CMS_PLUGIN_SETTINGS = {"testimonials": {"import_category": ""}}

    imported(small_site, publish=True)

    assert testimonials.TestimonialPage.objects.count() == 0
    assert list(BlogPostPage.objects.order_by("title").values_list("title", flat=True)) == [
        "La suite",
        "Son témoignage",
    ]


def test_a_term_nobody_defined_is_created_and_told_each_time(small_site: Tree) -> None:
    for name in ("a", "b"):
        small_site.write(f"defis/{name}.md", f"---\ntitle: Défi {name}\nthemes:\n  - Service public\n---\n")

    report = imported(small_site, publish=True)

    theme = Theme.objects.get(title="Service public")
    assert (theme.slug, theme.live) == ("service-public", True)
    assert [w.action for w in report.warnings if w.kind == "unresolved-reference:defis.themes"] == [
        "created, since nothing defines it",
        "linked to the term created for it",
    ]


def test_spellings_of_one_administration_make_one_with_aliases(small_site: Tree) -> None:
    for name, who in (
        ("a", "Direction générale des finances publiques (DGFiP)"),
        ("b", "Direction Générale des Finances Publiques"),
        ("c", "Administration de rattachement :Ministère de la Mer"),
        ("d", "Ministère de la Mer + Agence bio (AB)"),
    ):
        small_site.write(f"defis/{name}.md", f'---\ntitle: Défi {name}\nwho: "{who}"\n---\n')

    report = imported(small_site, publish=True)

    assert list(
        Administration.objects.order_by("name").values_list("name", "acronym", "aliases", "live")
    ) == [
        ("Cour de Cassation", "", "", True),
        (
            "Direction générale des finances publiques",
            "DGFiP",
            "Direction générale des finances publiques (DGFiP)\nDirection Générale des Finances Publiques",
            True,
        ),
        ("Ministère de la Mer", "", "", True),
        ("Ministère de la Mer + Agence bio (AB)", "", "", True),
    ]
    assert [kind for kind in kinds(report) if "reference" not in kind] == [
        "label-inside-value",
        "compound-administration",
    ]


def test_documents_of_one_name_make_one_person(small_site: Tree) -> None:
    small_site.write(
        "personnes/ada-roux-1.md",
        "---\ntitle: Ada ROUX\njob: Coach\nrole: agent-ecosysteme\npromos:\n  - Promotion 3 - DIG\nimage: ''\n---\nElle accompagne.\n",
    )

    report = imported(small_site, publish=True)

    person = Person.objects.get()
    assert person.source_path == "content/personnes/ada-roux.md"
    assert person.other_source_paths == ["content/personnes/ada-roux-1.md"]
    assert person.biography == "<p>« Je dessine l’État. »</p><p>Elle accompagne.</p>"
    assert [(row.role, row.promotion.title, row.job) for row in person.participations.all()] == [
        ("ecosystem", "Promotion 3 - DIG", "Coach")
    ]
    assert report.outcomes["person"] == {"created": 1, "merged": 1}
    assert Redirect.objects.get(old_path="/personnes/ada-roux-1").redirect_link == "/personnes/ada-roux/"


def test_landing_pages_settle_home_index_and_text_pages(small_site: Tree) -> None:
    small_site.write(
        "_index.md",
        "---\ntitle: Accueil EIG\nhero:\n  title: |-\n    Entreprendre\n    dans l’État\nintro:\n  title: À la croisée\n  desc: Une génération.\n---\n",
    )
    small_site.write(
        "defis/_index.md", "---\ntitle: Les projets\ndesc: Plus de 100 projets.\nvisible: false\n---\n"
    )
    small_site.write(
        "program.md",
        "---\ntitle: Le programme\nurl: /programme\nnumbers:\n  - num: '131'\n    title: projets\n---\n",
    )

    imported(small_site, publish=True)

    home = HomePage.objects.get(locale__language_code="fr")
    assert (home.title, home.hero_title) == ("Accueil EIG", "Entreprendre dans l’État")
    assert [block.block_type for block in home.body] == ["heading", "rich_text"]
    index = ChallengeIndexPage.objects.get(locale__language_code="fr")
    assert (index.title, index.introduction, index.live) == (
        "Les projets",
        "<p>Plus de 100 projets.</p>",
        True,
    )
    page = StandardPage.objects.get()
    assert (page.slug, [str(figure) for figure in page.key_figures]) == ("programme", ["131 projets"])


def test_a_press_review_fills_the_press_room(small_site: Tree) -> None:
    small_site.write(
        "presse.md",
        "---\ntitle: On parle de nous\nurl: /espace-presse\n---\n*Écrivez-nous.*\n\n## Le programme\n\n### En 2024\n\n"
        "#### Un titre, long\n\n[Horizons publics, 3 septembre 2024](https://h.fr/a) : « Un extrait. »\n\n"
        "#### Autre\n\n[Culture, études, mai 2022](https://c.fr) : « Fin »\n",
    )

    report = imported(small_site, publish=True)

    room = PressIndexPage.objects.get(locale__language_code="fr")
    assert (room.title, room.introduction) == ("On parle de nous", "<p><i>Écrivez-nous.</i></p>")
    rows = room.mentions.values_list("title", "outlet", "date", "precision", "url", "extract", "section")
    assert list(rows) == [
        (
            "Un titre, long",
            "Horizons publics",
            dt.date(2024, 9, 3),
            "day",
            "https://h.fr/a",
            "Un extrait.",
            "Le programme",
        ),
        ("Autre", "Culture, études", dt.date(2022, 5, 1), "month", "https://c.fr", "Fin", "Le programme"),
    ]
    assert room.body.raw_data[:] == []
    assert report.facts["press_mentions"] == 2


def test_old_addresses_redirect_and_never_to_themselves(small_site: Tree) -> None:
    small_site.write(
        "blog/alias.md",
        POST.replace("La suite", "Autre").replace("visible: true", "aliases:\n  - /vieux/\n  - /blog/alias/"),
    )

    imported(small_site, publish=True)

    found = {redirect.old_path: redirect.link for redirect in Redirect.objects.all()}
    assert found == {
        "/vieux": "/blog/alias/",
        "/blog/2018/03/16/alias.html": "/blog/alias/",
        "/blog/2018/03/16/la-suite.html": "/blog/la-suite/",
        "/blog/2019/01/02/son-temoignage.html": "/blog/son-temoignage/",
        "/categories/methode": "/blog/categories/methode/",
        "/categories/temoignage": "/blog/categories/temoignage/",
    }


def test_what_has_no_field_goes_to_the_import_note(small_site: Tree) -> None:
    small_site.write(
        "defis/label.md", CHALLENGE.replace("visible: true", "visible: true\nbudget: 12 000 €\nrien: ''")
    )

    report = imported(small_site)

    assert ChallengePage.objects.get().import_note == "budget : 12 000 €"
    assert [(w.line, w.value) for w in report.warnings if w.kind == "unmapped-field"] == [
        (16, "budget: 12 000 €")
    ]


def test_a_title_that_is_too_long_is_cut_and_kept_whole_in_the_note(small_site: Tree) -> None:
    title = "Très " * 80
    small_site.write("defis/long.md", f"---\ntitle: {title}\n---\n")

    report = imported(small_site, publish=True)

    page = ChallengePage.objects.get(source_path="content/defis/long.md")
    assert len(page.title) <= 255
    assert page.title.endswith("…")
    assert page.import_note == f"title : {title.strip()}"
    assert "value-too-long" in kinds(report)


def test_a_value_its_field_refuses_is_left_out_and_noted(small_site: Tree) -> None:
    small_site.write(
        "defis/label.md", CHALLENGE.replace("https://beta.gouv.fr/startups/label.html", "bientôt")
    )

    report = imported(small_site, publish=True)

    page = ChallengePage.objects.get()
    assert (page.startup_url, page.import_note, page.live) == ("", "startup_url : bientôt", True)
    assert "invalid-value" in kinds(report)


@pytest.mark.parametrize("date", ["2022-02-30", "bientôt"])
def test_an_invalid_date_is_left_out_and_noted(small_site: Tree, date: str) -> None:
    small_site.write("defis/label.md", CHALLENGE.replace("2021-09-23T07:39:02.031Z", date))

    report = imported(small_site, publish=True)

    assert (ChallengePage.objects.get().date, ChallengePage.objects.get().import_note) == (
        None,
        f"date : {date}",
    )
    assert "date-invalid" in kinds(report)


def test_a_bare_year_is_the_first_of_january(small_site: Tree) -> None:
    small_site.write("defis/label.md", CHALLENGE.replace("2021-09-23T07:39:02.031Z", "2022"))

    report = imported(small_site, publish=True)

    assert ChallengePage.objects.get().date == dt.datetime(
        2021, 12, 31, 23, tzinfo=dt.UTC
    )  # midnight in Paris
    assert [(w.line, w.value) for w in report.warnings if w.kind == "date-bare_year"] == [(11, "2022")]
