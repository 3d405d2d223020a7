"""The whole import of a small site: what is written, what a second run leaves alone, what people keep."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Revision

from cms.importer.dates import read_date
from cms.importer.errors import WrongUsage
from cms.importer.models import ImportRecord
from cms.importer.report import Report
from cms.importer.run import run_import
from cms.pages.blog.models import BlogPostPage
from cms.pages.challenges.models import ChallengeIndexPage, ChallengePage
from cms.pages.press.models import PressIndexPage, PressReleasePage
from cms.pages.promotions.models import PromotionPage
from cms.pages.standard.models import HomePage, StandardPage
from cms.pages.testimonials import models as testimonials
from cms.snippets.administrations.models import Administration
from cms.snippets.people.models import Person
from cms.snippets.topics.models import Theme
from tests.importer.conftest import Tree

pytestmark = pytest.mark.django_db

CHALLENGE = """---
title: LABEL
description: Ouvrir les décisions de justice
who: "Cour de Cassation "
place: Palais
themes:
  - Justice
promos:
  - Promotion 4
town: 75001 Paris | Lyon (69)
date: 2021-09-23T07:39:02.031Z
expertises:
  - Design
image: img/label.png
visible: true
isSET: true
urlSET: https://beta.gouv.fr/startups/label.html
---
## Le contexte

Voir [la suite](/blog/la-suite/) et [Ada](/personnes/ada-roux/).
"""
ADA = """---
title: "Ada Roux "
job: Designer
promos:
  - Promotion 4
role: participant
defis:
  - ' LABEL'
  - Inconnu
expertises:
  - Design
image: img/ada.png
linkedin: https://www.linkedin.com/in/ada
github: "ada"
---
« Je dessine l’État. »
"""
POST = """---
title: La suite
author: Ada Roux, EIG LABEL
date: 2018-03-16T00:00:00.000Z
description: Une suite
categories:
  - Méthode
related:
  - Son témoignage
visible: true
---
Texte
"""
TESTIMONIAL = """---
title: Son témoignage
author: Ada Roux, EIG LABEL
date: 2019-01-02T00:00:00.000Z
description: Dix mois qui changent tout.
categories:
  - Témoignage
---
Texte
"""


@pytest.fixture
def small_site(tree: Tree) -> Tree:
    tree.picture("label.png", "navy")
    tree.picture("ada.png", "green")
    tree.write("promos/promotion-4.md", "---\ntitle: Promotion 4\n---\n")
    tree.write("promos/défis-dig.md", "---\ntitle: Promotion 3 - DIG\n---\n")
    tree.write("themes/justice.md", "---\ntitle: Justice\n---\n")
    tree.write("expertises/design.md", "---\ntitle: Design\n---\n")
    tree.write("categories/temoignage.md", "---\ntitle: Témoignage\n---\n")
    tree.write("categories/methode.md", "---\ntitle: Méthode\n---\n")
    tree.write("defis/label.md", CHALLENGE)
    tree.write("personnes/ada-roux.md", ADA)
    tree.write("blog/la-suite.md", POST)
    tree.write("blog/son-temoignage.md", TESTIMONIAL)
    return tree


def imported(tree: Tree, **options: Any) -> Report:
    report = run_import([tree.root], **options)
    assert report.failures == []
    return report


def kinds(report: Report) -> list[str]:
    return [warned.kind for warned in report.warnings]


def writes(queries: CaptureQueriesContext) -> list[str]:
    kept = ("SELECT", "SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")
    return [query["sql"] for query in queries.captured_queries if not query["sql"].startswith(kept)]


# What is written


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


# Single documents


def write(folder: Path, text: str, name: str = "document.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_plain_text_is_a_draft_with_its_first_line_as_title(tmp_path: Path) -> None:
    path = write(tmp_path, "\nUn titre\n\nUn texte.\n\n  • un ;\n  • deux.")

    report = run_import([path], publish=True)

    page = StandardPage.objects.get()
    assert (page.title, page.slug, page.live) == ("Un titre", "un-titre", False)
    assert page.body.raw_data[0]["value"] == "<p>Un texte.</p><ul><li>un ;</li><li>deux.</li></ul>"
    assert kinds(report) == ["front-matter-missing", "type-missing", "typed-bullets", "date-missing"]
    actions = {warned.kind: warned.action for warned in report.warnings}
    assert "--as" in actions["type-missing"]
    assert "press_release" in actions["type-missing"]
    assert "--date" in actions["date-missing"]


def test_type_and_date_of_a_document_are_settled_by_options(tmp_path: Path) -> None:
    path = write(tmp_path, "Un titre\n\nUn texte.")

    report = run_import([path], publish=True, kind="blog_post", date=read_date("2022-03-11"))

    post = BlogPostPage.objects.get()
    assert (post.title, post.live) == ("Un titre", True)
    assert post.date == dt.datetime(2022, 3, 10, 23, tzinfo=dt.UTC)
    assert kinds(report) == ["front-matter-missing"]


def test_a_type_settled_later_takes_the_place_of_the_untouched_draft(tmp_path: Path) -> None:
    path = write(tmp_path, "Un titre\n\nUn texte.")
    run_import([path])

    report = run_import([path], kind="blog_post", date=read_date("2022-03-11"))

    assert (StandardPage.objects.count(), BlogPostPage.objects.count()) == (0, 1)
    assert "type-changed" in kinds(report)


def test_a_draft_somebody_worked_on_stays_when_the_type_is_settled_later(tmp_path: Path) -> None:
    path = write(tmp_path, "Un titre\n\nUn texte.")
    run_import([path])
    StandardPage.objects.get().save_revision()

    run_import([path], kind="blog_post")

    assert (StandardPage.objects.count(), BlogPostPage.objects.count()) == (1, 1)


def test_a_press_release_is_known_by_its_keys(tmp_path: Path) -> None:
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads" / "cp.pdf").write_bytes(b"%PDF-1.4")
    path = write(
        tmp_path,
        "---\ntitle: Un appel\ndate: 2020-05-04 21:58:00 +02:00\ntags:\n- Données\nchapeau-text: |\n  **Gras.**\n\n  Maigre.\n"
        "contact-presse:\n  name: Camille Roy\n  tel:\n  - 01.02.03.04.05\n  email: camille.roy@exemple.gouv.fr\n"
        "files:\n- file: /uploads/cp.pdf\n  nom: Télécharger\n---\nTexte",
    )

    report = run_import([path], publish=True)

    page = PressReleasePage.objects.get()
    assert page.live is True
    assert page.summary == "<p><b>Gras.</b></p><p>Maigre.</p>"
    assert page.released_at == dt.datetime(2020, 5, 4, 19, 58, tzinfo=dt.UTC)
    ((name, phones, email),) = [(c.name, c.phone_numbers, c.email) for c in page.contacts]
    assert (name, phones, email) == ("Camille Roy", ["01.02.03.04.05"], "camille.roy@exemple.gouv.fr")
    assert [(row.label, row.document.title) for row in page.attachments.all()] == [("Télécharger", "cp")]
    assert list(page.tags.names()) == ["Données"]
    assert report.warnings == []


def test_jekyll_posts_take_their_date_from_the_file_name_and_their_tags_as_categories(
    small_site: Tree, tmp_path: Path
) -> None:
    imported(small_site, publish=True)
    path = write(
        tmp_path,
        "---\nlayout: post\ntitle: Un billet\ntags:\n- méthode\n- Collectif\n---\nTexte",
        "18-04-12-un-billet.md",
    )

    run_import([path], publish=True)

    post = BlogPostPage.objects.get(title="Un billet")
    assert (post.slug, post.live) == ("un-billet", True)
    assert [category.title for category in post.categories] == ["Méthode"]
    assert list(post.tags.names()) == ["collectif"]
    assert Redirect.objects.get(old_path="/blog/2018/04/12/un-billet.html").redirect_page_id == post.pk


def test_a_post_without_a_date_stays_a_draft(tmp_path: Path) -> None:
    report = run_import([write(tmp_path, "---\nlayout: post\ntitle: Un billet\n---\nTexte")], publish=True)

    assert BlogPostPage.objects.get().live is False
    assert kinds(report) == ["date-missing"]


@pytest.mark.parametrize("head", ["draft: true", "published: false"])
def test_a_document_that_calls_itself_a_draft_stays_one(tmp_path: Path, head: str) -> None:
    run_import([write(tmp_path, f"---\nlayout: page\ntitle: Une page\n{head}\n---\nTexte")], publish=True)

    assert StandardPage.objects.get().live is False


def test_order_is_the_place_among_siblings(tmp_path: Path) -> None:
    for order, name in ((12, "a"), (3, "b"), (7, "c")):
        write(tmp_path, f"---\nlayout: page\ntitle: Page {name}\norder: {order}\n---\nTexte", f"{name}.txt")

    run_import([tmp_path])

    assert list(StandardPage.objects.order_by("path").values_list("title", flat=True)) == [
        "Page b",
        "Page c",
        "Page a",
    ]


def test_an_unknown_type_is_refused_with_the_allowed_ones(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match=r"chalenge.*blog_post, category, challenge"):
        run_import([write(tmp_path, "Texte")], kind="chalenge")


def test_a_type_cannot_be_forced_on_a_site_tree(small_site: Tree) -> None:
    with pytest.raises(WrongUsage, match="single documents"):
        run_import([small_site.root], kind="blog_post")


# Again


def test_a_second_run_writes_nothing(small_site: Tree) -> None:
    first = imported(small_site, publish=True)
    revisions = Revision.objects.count()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        second = imported(small_site, publish=True)

    assert writes(queries) == []
    assert Revision.objects.count() == revisions
    assert {kind: dict(counter) for kind, counter in second.outcomes.items()} == {
        kind: {"unchanged": sum(counter.values())} for kind, counter in first.outcomes.items()
    }
    assert kinds(second) == kinds(first)


def test_a_changed_document_updates_its_object_only(small_site: Tree) -> None:
    imported(small_site, publish=True)
    before = ChallengePage.objects.get()
    small_site.write("defis/label.md", CHALLENGE.replace("Ouvrir les décisions", "Publier les décisions"))

    report = imported(small_site, publish=True)

    page = ChallengePage.objects.get()
    assert (page.pk, page.summary) == (before.pk, "<p>Publier les décisions de justice</p>")
    assert page.first_published_at == before.first_published_at
    assert report.outcomes["challenge"] == {"updated": 1}
    assert report.outcomes["person"] == {"unchanged": 1}


def test_blocks_keep_their_ids_where_the_text_did_not_change(small_site: Tree) -> None:
    imported(small_site, publish=True)
    heading = ChallengePage.objects.get().body.raw_data[0]["id"]
    small_site.write("defis/label.md", CHALLENGE + "\nUn paragraphe de plus.\n")

    imported(small_site, publish=True)

    assert ChallengePage.objects.get().body.raw_data[0]["id"] == heading


def edit(page: Page, **values: Any) -> None:
    """Edit and publish a page as a person does."""
    user = get_user_model().objects.create_superuser(username="nadia", email="nadia@exemple.fr", password="x")
    page = page.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision(user=user).publish(user=user)


def test_what_a_person_wrote_is_never_overwritten(small_site: Tree) -> None:
    imported(small_site, publish=True)
    edit(ChallengePage.objects.get(), summary="<p>Le mot de Nadia</p>")
    small_site.write(
        "defis/label.md", CHALLENGE.replace("Ouvrir", "Publier").replace("place: Palais", "place: Quai")
    )

    report = imported(small_site, publish=True)

    page = ChallengePage.objects.get()
    assert page.summary == "<p>Le mot de Nadia</p>"
    assert page.host_site == "Quai"  # nobody had touched that one
    assert [(w.kind, w.value) for w in report.warnings if w.kind == "edited-here"] == [
        ("edited-here", "summary: LABEL")
    ]


def test_an_edit_is_kept_silently_while_the_document_stays_the_same(small_site: Tree) -> None:
    imported(small_site, publish=True)
    edit(ChallengePage.objects.get(), summary="<p>Le mot de Nadia</p>")

    report = imported(small_site, publish=True)

    assert ChallengePage.objects.get().summary == "<p>Le mot de Nadia</p>"
    assert "edited-here" not in kinds(report)


def test_somebodys_draft_is_neither_published_nor_overwritten(small_site: Tree) -> None:
    imported(small_site, publish=True)
    page = ChallengePage.objects.get().get_latest_revision_as_object()
    page.title = "Un brouillon"
    page.save_revision()
    small_site.write("defis/label.md", CHALLENGE.replace("Ouvrir", "Publier"))

    report = imported(small_site, publish=True)

    page = ChallengePage.objects.get()
    assert (page.title, page.summary) == ("LABEL", "<p>Ouvrir les décisions de justice</p>")
    assert page.get_latest_revision_as_object().title == "Un brouillon"
    assert "edited-here" in kinds(report)


def test_without_publish_everything_new_is_a_draft_until_publish_is_given(small_site: Tree) -> None:
    imported(small_site)
    assert ChallengePage.objects.get().live is False
    assert Person.objects.get().live is False
    assert ChallengePage.objects.get().summary == "<p>Ouvrir les décisions de justice</p>"

    report = imported(small_site, publish=True)

    assert ChallengePage.objects.get().live is True
    assert Person.objects.get().live is True
    assert report.outcomes["challenge"] == {"updated": 1}


def test_a_page_a_person_unpublished_stays_so(small_site: Tree) -> None:
    imported(small_site, publish=True)
    ChallengePage.objects.get().unpublish()

    imported(small_site, publish=True)

    assert ChallengePage.objects.get().live is False


def test_people_imported_alone_join_the_teams_of_known_challenges(small_site: Tree) -> None:
    imported(small_site, publish=True)
    small_site.write(
        "personnes/bo.md", ADA.replace("Ada Roux", "Bo Lin").replace("participant", "agent-public")
    )

    report = run_import([small_site.root / "content" / "personnes" / "bo.md"], publish=True)

    page = ChallengePage.objects.get()
    assert [(row.person.name, row.role) for row in page.team.all()] == [
        ("Ada Roux", "participant"),
        ("Bo Lin", "public_agent"),
    ]
    assert report.outcomes["person"] == {"created": 1}
    assert imported(small_site, publish=True).outcomes["person"] == {"unchanged": 2}


def test_challenges_imported_alone_keep_their_teams(small_site: Tree) -> None:
    imported(small_site, publish=True)
    small_site.write("defis/label.md", CHALLENGE.replace("Ouvrir", "Publier"))

    run_import([small_site.root / "content" / "defis"], publish=True)

    page = ChallengePage.objects.get()
    assert (page.summary, page.team.count()) == ("<p>Publier les décisions de justice</p>", 1)


# Dry runs and failures


def test_a_dry_run_says_the_same_and_writes_nothing(small_site: Tree) -> None:
    pages, redirects = Page.objects.count(), Redirect.objects.count()

    dry = imported(small_site, publish=True, dry_run=True)

    assert (Page.objects.count(), Person.objects.count(), Redirect.objects.count()) == (pages, 0, redirects)
    assert ImportRecord.objects.count() == 0
    real = imported(small_site, publish=True)
    assert dry.outcomes == real.outcomes
    assert dry.warnings == real.warnings
    assert dry.facts == real.facts


def test_a_document_that_fails_is_named_and_stops_no_other(
    small_site: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cms.pages.challenges.importer import ChallengeImporter

    def fails(self: Any, document: Any, obj: Any) -> Any:
        raise RuntimeError("le fil est coupé")

    monkeypatch.setattr(ChallengeImporter, "read", fails)

    report = run_import([small_site.root], publish=True)

    assert [(f.path, f.reason) for f in report.failures] == [
        ("content/defis/label.md", "The import of this document failed: RuntimeError: le fil est coupé.")
    ]
    assert report.exit_code == 1
    assert ChallengePage.objects.get().live is False
    assert Person.objects.get().live is True


def test_a_run_that_stopped_half_way_is_finished_by_the_next(
    small_site: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cms.importer.writing import Writer

    def cut(self: Any, fields: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Writer, "write", cut)
        with pytest.raises(KeyboardInterrupt):
            run_import([small_site.root], publish=True)
    assert ChallengePage.objects.get().live is False

    imported(small_site, publish=True)

    page = ChallengePage.objects.get()
    assert (page.live, page.summary) == (True, "<p>Ouvrir les décisions de justice</p>")
