"""The tree of a Jekyll site: its documents, its data, its languages, its addresses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect
from wagtail_localize.models import Translation

from cms.importer.reading import read_paths
from cms.importer.report import Report
from cms.importer.run import run_import
from cms.pages.blog.models import BlogIndexPage, BlogPostPage
from cms.pages.challenges.models import ChallengePage
from cms.pages.press.models import PressReleasePage
from cms.pages.promotions.models import PromotionPage
from cms.pages.testimonials.models import TestimonialPage
from cms.snippets.people.models import Person
from tests.importer.older_site import OlderSite, older_site
from tests.importer.small_site import writes

FOLDERS = {
    "defis": "challenge",
    "communaute": "person",
    "personnes": "person",
    "promos": "promotion",
    "temoignages": "testimonial",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> OlderSite:
    return older_site(tmp_path_factory.mktemp("sites") / "ancien")


@pytest.fixture(scope="module")
def report(site: OlderSite, django_db_setup: None, django_db_blocker: Any) -> Iterator[Report]:
    with django_db_blocker.unblock(), translation.override("en"), transaction.atomic():
        yield run_import([site.root], publish=True)
        transaction.set_rollback(True)


imported = [pytest.mark.django_db, pytest.mark.usefixtures("report")]


class TestReading:
    """What is read, before anything is written."""

    def test_a_tree_gives_its_documents_and_no_listing_or_layout(self, site: OlderSite) -> None:
        said = Report()

        documents = read_paths([site.root], said, FOLDERS)

        assert {document.source_path for document in documents} == {
            "_communaute/2019-01-01-zoe-le-goff.md",
            "_data/personnes.yml#Jean-Loup Hervé",
            "_data/promos.yml#DIG",
            "_data/promos.yml#EIG 2",
            "_data/promos.yml#EIG 3",
            "_data/temoignages.yml#je-recommande-le-programme",
            "_defis/2019-01-01-bocage.md",
            "_posts/19-06-02-haies.md",
            "_posts/_19-07-01-brouillon.md",
            "blog/index.html",
            "en/_posts/19-06-02-haies.md",
            "en/_posts/19-09-01-alone.md",
            "en/presse.html",
            "presse.html",
            "tag/temoignage.md",
        }
        assert [(warned.path, warned.kind) for warned in said.warnings] == [("_data/menu.yml", "data-unused")]

    def test_an_entry_of_data_is_read_as_front_matter_with_the_lines_of_its_file(
        self, site: OlderSite
    ) -> None:
        documents = {each.source_path: each for each in read_paths([site.root], Report(), FOLDERS)}
        bocage = documents["_defis/2019-01-01-bocage.md"]

        line: Any = bocage.line("mentors", 1)

        assert bocage.text("ville") == "Rennes (35000)"
        assert [item.text for item in bocage.items("mentors")] == ["Jean–Loup Hervé", "Personne Inconnue"]
        assert (int(line), line.path) == (18, "_data/defis.yml")

    @pytest.mark.parametrize(
        ("path", "address", "language"),
        [
            ("_defis/2019-01-01-bocage.md", "/defis/2019/bocage.html", "fr"),
            ("_posts/19-06-02-haies.md", "/blog/2019/06/02/haies.html", "fr"),
            ("en/_posts/19-06-02-haies.md", "/en/blog/2019/06/02/haies.html", "en"),
            ("en/presse.html", "/en/presse.html", "en"),
            ("blog/index.html", "/blog/", "fr"),
            ("_data/promos.yml#DIG", "", "fr"),
        ],
    )
    def test_addresses_and_languages_are_those_of_the_configuration(
        self, site: OlderSite, path: str, address: str, language: str
    ) -> None:
        documents = {each.source_path: each for each in read_paths([site.root], Report(), FOLDERS)}

        assert (documents[path].address, documents[path].language) == (address, language)

    @pytest.mark.parametrize("part", ["_posts", "_posts/19-06-02-haies.md"])
    def test_a_part_of_a_tree_keeps_the_source_paths_of_the_whole(self, site: OlderSite, part: str) -> None:
        documents = read_paths([site.root / part], Report(), FOLDERS)

        assert "_posts/19-06-02-haies.md" in {document.source_path for document in documents}
        assert not any(document.entry for document in documents)

    def test_the_title_of_another_entry_does_not_name_an_entry(self, tmp_path: Path) -> None:
        site = OlderSite(tmp_path / "site")
        site.write("_config.yml", "collections: [communaute]\n")
        site.write("_data/personnes.yml", "Ève Noir:\n  title: Paul Roux\nPaul Roux:\n  title: Paul Roux\n")
        said = Report()

        documents = read_paths([site.root], said, FOLDERS)

        assert [document.named for document in documents] == ["Ève Noir", "Paul Roux"]
        assert [(warned.line, warned.kind) for warned in said.warnings] == [(2, "data-title-twice")]

    def test_the_document_counts_when_its_data_says_otherwise(self, tmp_path: Path) -> None:
        site = OlderSite(tmp_path / "site")
        site.write("_config.yml", "collections: [communaute]\n")
        site.write("_communaute/ève.md", "---\nnom: Ève Noir\nprofil: Juriste\nannees: 2018\n---\n")
        site.write("_data/personnes.yml", "Ève Noir:\n  profil: Designer\n  annees: [2018]\n  github: eve\n")
        said = Report()

        (document,) = read_paths([site.root], said, FOLDERS)

        assert (document.text("profil"), document.text("github")) == ("Juriste", "eve")
        assert [(warned.path, warned.line, warned.kind) for warned in said.warnings] == [
            ("_data/personnes.yml", 2, "data-differs")
        ]

    def test_a_configuration_that_cannot_be_read_fails_and_the_documents_are_read(
        self, tmp_path: Path
    ) -> None:
        site = OlderSite(tmp_path / "site")
        site.write("_config.yml", "url: [\n")
        site.write("_posts/19-06-02-haies.md", "---\ntitle: Les haies\n---\n")
        said = Report()

        documents = read_paths([site.root], said, FOLDERS)

        assert [document.named for document in documents] == ["Les haies"]
        assert [failure.path for failure in said.failures] == ["_config.yml"]


class TestObjects:
    """What the import makes of it."""

    pytestmark = imported

    def test_nothing_fails_and_each_type_has_its_objects(self, report: Report) -> None:
        assert report.failures == []
        counts = {kind: counter["created"] for kind, counter in report.outcomes.items() if counter["created"]}
        kinds = ("promotion", "person", "challenge", "blog_post", "press_release", "testimonial")
        assert {kind: counts.get(kind) for kind in kinds} == {
            "promotion": 3,
            "person": 2,
            "challenge": 1,
            "blog_post": 4,
            "press_release": 2,
            "testimonial": 1,
        }

    def test_a_challenge_has_what_its_data_knows(self, report: Report) -> None:
        page = ChallengePage.objects.get()

        assert (page.title, page.slug, page.live, page.year, page.duration_months) == (
            "Bocage",
            "bocage",
            True,
            2019,
            6,
        )
        assert (page.town_label, page.source_code_url) == (
            "Rennes (35000)",
            "https://forge.exemple.fr/bocage",
        )
        assert page.promotion == PromotionPage.objects.get(suffix="DIG")
        body = page.administration_rows.get().administration
        assert (body.name, body.acronym, body.website) == (
            "Office des haies",
            "ODH",
            "https://haies.exemple.fr",
        )
        assert [str(row.expertise) for row in page.expertise_rows.all()] == ["Développement", "Design"]
        assert [str(row.figure) for row in page.key_figure_rows.all()] == ["+ 12 km de haies"]
        assert [(row.title, row.text, row.link) for row in page.outputs.all()] == [
            ("Carte des haies", "<p>Une <b>carte</b>.</p>", "https://ancien.exemple.fr/docs/carte.pdf")
        ]
        assert [(row.url, row.title) for row in page.videos.all()] == [
            ("https://www.dailymotion.com/video/x7abc", "Restitution")
        ]
        assert page.image.title == "bocage"

    def test_a_team_has_participants_and_mentors_each_once(self, report: Report) -> None:
        rows = ChallengePage.objects.get().team.all()

        assert [(row.person.name, row.role, row.job) for row in rows] == [
            ("Zoé Le Goff", "participant", "Développeuse"),
            ("Jean-Loup Hervé", "mentor", ""),
        ]

    def test_what_does_not_fit_is_warned_with_file_and_line_of_the_data(self, report: Report) -> None:
        given = {
            (warned.path, warned.line, warned.kind)
            for warned in report.warnings
            if warned.path == "_data/defis.yml" and "unresolved-reference:defis.skills" not in warned.kind
        }

        assert given == {
            ("_data/defis.yml", 17, "loose-reference:defis.mentors:folded_name"),
            ("_data/defis.yml", 18, "unresolved-reference:defis.mentors"),
            ("_data/defis.yml", 28, "video-hidden"),
        }
        note = ChallengePage.objects.get().import_note
        assert "mentors : Personne Inconnue" in note
        assert "Coulisses https://www.dailymotion.com/video/x7abd" in note

    def test_a_person_has_job_links_and_the_cohorts_of_their_years(self, report: Report) -> None:
        zoe, herve = Person.objects.order_by("-slug")

        assert (zoe.name, zoe.job, zoe.github, zoe.x) == (
            "Zoé Le Goff",
            "Développeuse",
            "https://github.com/zoe",
            "https://twitter.com/zoe_lg",
        )
        assert zoe.participations.count() == 0
        roles = [(row.role, row.promotion.number, row.job) for row in herve.participations.all()]
        assert (herve.name, roles) == ("Jean-Loup Hervé", [("mentor", 2, ""), ("mentor", 3, "")])

    def test_a_cohort_is_called_by_its_short_name_and_has_its_year(self, report: Report) -> None:
        rows = PromotionPage.objects.order_by("title").values_list("title", "number", "suffix", "year")

        assert list(rows) == [("DIG", None, "DIG", 2019), ("EIG 2", 2, "", 2018), ("EIG 3", 3, "", 2019)]

    def test_a_tag_alone_makes_no_testimonial(self, report: Report) -> None:
        post = BlogPostPage.objects.get(slug="haies", locale__language_code="fr")

        assert sorted(tag.name for tag in post.tags.all()) == ["méthode", "témoignage"]
        assert (post.date.astimezone().date(), post.live) == (dt.date(2019, 6, 2), True)

    def test_a_quotation_of_the_data_is_a_testimonial_of_a_person_about_a_challenge(
        self, report: Report
    ) -> None:
        page = TestimonialPage.objects.get()

        assert (page.title, page.quote, page.role) == (
            "Jean-Loup Hervé",
            "<p>Je recommande le programme.</p>",
            "Office des haies, défi Bocage",
        )
        assert page.person == Person.objects.get(name="Jean-Loup Hervé")
        assert [row.challenge.title for row in page.challenge_rows.all()] == ["Bocage"]

    def test_files_the_old_site_kept_back_are_drafts(self, report: Report) -> None:
        page = BlogPostPage.objects.get(slug="brouillon")

        assert (page.live, page.get_latest_revision_as_object().title) == (False, "Un brouillon")

    def test_a_document_in_english_is_the_translation_of_its_partner(self, report: Report) -> None:
        french, english = BlogPostPage.objects.filter(slug="haies").order_by("-locale__language_code")

        assert english.translation_key == french.translation_key
        assert (english.title, english.source_path) == ("The hedges, counted", "en/_posts/19-06-02-haies.md")
        assert english.get_parent().specific == BlogIndexPage.objects.get(locale__language_code="en")
        assert (english.live, english.date) == (True, french.date)
        assert [row.person for row in english.author_rows.all()] == [
            row.person for row in french.author_rows.all()
        ]
        hand_made = Translation.objects.get(source__object_id=french.translation_key)
        assert (hand_made.target_locale, hand_made.enabled) == (english.locale, False)
        assert f'linktype="page" id="{english.pk}"' in english.body.raw_data[0]["value"]

    def test_a_document_in_english_without_a_partner_stands_alone(self, report: Report) -> None:
        page = BlogPostPage.objects.get(slug="alone")

        assert (page.locale.language_code, page.get_translations().count()) == ("en", 0)
        assert page.get_parent().locale.language_code == "en"

    def test_releases_in_a_list_are_links_paired_by_their_address(self, report: Report) -> None:
        french, english = PressReleasePage.objects.order_by("-locale__language_code")

        assert (french.title, english.title) == ("Les haies, enfin", "Hedges at last")
        assert french.translation_key == english.translation_key
        assert {page.external_url for page in (french, english)} == {"https://exemple.gouv.fr/presse/haies/"}
        assert {page.released_at.astimezone().date() for page in (french, english)} == {dt.date(2019, 3, 12)}
        assert list(french.body.raw_data) == []

    def test_old_addresses_lead_to_the_pages(self, report: Report) -> None:
        targets = {
            found.old_path: found.redirect_page.specific.title if found.redirect_page else found.redirect_link
            for found in Redirect.objects.all()
        }

        assert targets == {
            "/defis/2019/bocage.html": "Bocage",
            "/defi/2017/bocage": "Bocage",
            "/blog/2019/06/02/haies.html": "Les haies comptées",
            "/blog/2019/07/01/brouillon.html": "Un brouillon",
            "/en/blog/2019/06/02/haies.html": "The hedges, counted",
            "/blog/2019/09/01/alone.html": "On our own",
            "/communaute/2019/zoe-le-goff.html": "/personnes/zoe-le-goff/",
        }
        redirects = [warned.kind for warned in report.warnings if warned.path == "_redirects"]
        assert redirects == ["redirect-unresolved", "redirect-refused"]

    def test_a_second_run_writes_nothing(self, report: Report, site: OlderSite) -> None:
        with CaptureQueriesContext(connection) as queries:
            again = run_import([site.root], publish=True)

        assert writes(queries) == []
        assert [
            kind for kind, counter in again.outcomes.items() if counter["created"] or counter["updated"]
        ] == []
