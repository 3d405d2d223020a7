"""Two trees that tell of the same people, challenges, cohorts and posts: one object of each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect

from cms.importer.models import ImportRecord
from cms.importer.report import Report
from cms.importer.run import run_import
from cms.pages.blog.models import BlogPostPage
from cms.pages.challenges.models import ChallengePage
from cms.pages.promotions.models import PromotionPage
from cms.pages.testimonials.models import TestimonialPage
from cms.snippets.people.models import Person
from tests.importer.newer_site import newer_site
from tests.importer.older_site import older_site
from tests.importer.small_site import writes


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("sites")
    return [newer_site(folder / "nouveau").root, older_site(folder / "ancien").root]


@pytest.fixture(scope="module", params=["together", "one after the other"])
def report(
    request: pytest.FixtureRequest, roots: list[Path], django_db_setup: None, django_db_blocker: Any
) -> Iterator[Report]:
    """The report of the older tree, imported after or behind the newer."""
    calls = [roots] if request.param == "together" else [[root] for root in roots]
    with django_db_blocker.unblock(), translation.override("en"), transaction.atomic():
        reports = [run_import(paths, publish=True) for paths in calls]
        yield reports[-1]
        transaction.set_rollback(True)


class TestNewerFirst:
    pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report")]

    def test_a_challenge_is_one_and_the_first_tree_counts(self, report: Report) -> None:
        page = ChallengePage.objects.get()

        assert report.failures == []
        assert (page.source_path, page.search_description) == ("content/defis/bocage.md", "Mesurer les haies")
        assert page.body.raw_data[0]["value"] == "<p>Le texte d’aujourd’hui.</p>"
        assert [row.expertise.title for row in page.expertise_rows.all()] == ["Design"]

    def test_the_other_tree_fills_what_is_empty(self, report: Report) -> None:
        page = ChallengePage.objects.get()

        assert (page.year, page.duration_months, page.source_code_url) == (
            2019,
            6,
            "https://forge.exemple.fr/bocage",
        )
        assert (page.image.title, page.image_decorative) == ("bocage", True)
        assert [row.title for row in page.outputs.all()] == ["Carte des haies"]
        assert page.administration_rows.get().administration.website == "https://haies.exemple.fr"
        assert "mentors : Personne Inconnue" in page.import_note

    def test_what_it_says_otherwise_is_quoted_in_a_warning(self, report: Report) -> None:
        quoted = {
            warned.value
            for warned in report.warnings
            if warned.kind == "merged-field" and "bocage" in warned.path
        }

        assert quoted == {
            "summary: Compter les haies",
            "body: Des haies .",
            "expertise_rows: Développement",
            "administration_label: Office des haies (ODH)",
            "town_label: Rennes (35000)",
        }

    def test_a_team_has_everybody_once_as_the_first_tree_knows_them(self, report: Report) -> None:
        rows = ChallengePage.objects.get().team.all()

        assert [(row.person.name, row.role, row.job) for row in rows] == [
            ("Zoe Le Goff", "participant", "Cheffe de produit"),
            ("Ana Petit", "sponsor", "Sponsor"),
            ("Jean-Loup Hervé", "mentor", ""),
        ]

    def test_people_are_merged_by_folded_name_with_a_record_for_each_source(self, report: Report) -> None:
        zoe = Person.objects.get(slug="zoe-le-goff")

        assert Person.objects.count() == 3
        assert (zoe.name, zoe.job, zoe.github) == (
            "Zoe Le Goff",
            "Cheffe de produit",
            "https://github.com/zoe",
        )
        assert zoe.biography == "<p>« J’aime les haies. »</p>"
        sources = ImportRecord.objects.filter(object_id=zoe.pk, kind="person").values_list(
            "source_path", flat=True
        )
        assert sorted(sources) == [
            "_communaute/2019-01-01-zoe-le-goff.md",
            "content/personnes/zoe-le-goff.md",
        ]
        assert [warned.value for warned in report.warnings if warned.kind == "counterpart:folded_name"] == [
            "Zoé Le Goff"
        ]

    def test_cohorts_are_one_by_number_or_suffix(self, report: Report) -> None:
        rows = PromotionPage.objects.order_by("title").values_list("title", "number", "suffix", "year")

        assert list(rows) == [
            ("EIG 2", 2, "", 2018),
            ("Promotion 3", 3, "", 2019),
            ("Promotion 3 - DIG", 3, "DIG", 2019),
        ]

    def test_a_post_that_is_a_testimonial_today_is_one_page_with_its_older_address(
        self, report: Report
    ) -> None:
        page = TestimonialPage.objects.get(slug="les-haies")

        assert not BlogPostPage.objects.filter(title="Les haies comptées").exists()
        assert sorted(tag.name for tag in page.tags.all()) == ["méthode"]
        found = Redirect.objects.get(old_path="/blog/2019/06/02/haies.html")
        assert found.redirect_page_id == page.pk
        assert [
            warned.value
            for warned in report.warnings
            if warned.kind.startswith("counterpart:") and "haies" in warned.path
        ] == ["Les haies comptées"]

    def test_the_english_post_translates_the_common_page(self, report: Report) -> None:
        french, english = TestimonialPage.objects.exclude(source_path__startswith="_data").order_by(
            "-locale__language_code"
        )

        assert french.translation_key == english.translation_key
        assert (english.title, english.source_path) == ("The hedges, counted", "en/_posts/19-06-02-haies.md")

    def test_what_the_newer_tree_does_not_have_is_said(self, report: Report) -> None:
        unmatched = [
            (warned.kind, warned.value) for warned in report.warnings if "no-counterpart" in warned.kind
        ]

        assert sorted(unmatched) == [
            ("no-counterpart:blog_post", "Un brouillon"),
            ("no-counterpart:promotion", "Les défis EIG 2"),
        ]

    @pytest.mark.parametrize("which", [[0, 1], [1], [0]])
    def test_importing_again_writes_nothing(
        self, report: Report, roots: list[Path], which: list[int]
    ) -> None:
        with CaptureQueriesContext(connection) as queries:
            run_import([roots[number] for number in which], publish=True)

        assert writes(queries) == []
