"""The importer on the programme's older site. Expected numbers come from its files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Locale

from cms.importer.report import Report
from cms.importer.run import run_import
from cms.pages.blog.models import BlogPostPage
from cms.pages.challenges.models import ChallengePage
from cms.pages.press.models import PressReleasePage
from cms.pages.promotions.models import PromotionPage
from tests.importer.plain_reading import Source, folded, plain_blanks
from tests.importer.small_site import writes

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(scope="module")
def source(shared_content: Path) -> Source:
    return Source(shared_content / "site-eig")


@pytest.fixture(scope="module")
def report(source: Source, django_db_setup: None, django_db_blocker: Any) -> Iterator[Report]:
    with django_db_blocker.unblock(), translation.override("en"), transaction.atomic():
        yield run_import([source.root], publish=True)
        transaction.set_rollback(True)


def created(report: Report, kind: str) -> int:
    return report.outcomes[kind]["created"]


@pytest.mark.usefixtures("report")
class TestAlone:
    def test_each_document_and_entry_has_its_object(self, report: Report, source: Source) -> None:
        posts = [*source.heads("_posts/*.md"), *source.heads("en/_posts/*.md")]
        releases = [*source.heads("presse.html").values(), *source.heads("en/presse.html").values()]

        assert report.failures == []
        kinds = (
            "blog_post",
            "challenge",
            "person",
            "promotion",
            "testimonial",
            "press_release",
            "key_figure",
        )
        assert {kind: created(report, kind) for kind in kinds} == {
            "blog_post": len(posts),
            "challenge": len(source.heads("_defis/*.md")),
            "person": len(source.people),
            "promotion": len(source.data("promos")),
            "testimonial": len(source.data("temoignages")),
            "press_release": sum(len(head["communiques"]) for head in releases),
            "key_figure": sum(len(entry.get("key_figures", [])) for entry in source.data("defis").values()),
        }

    def test_posts_that_jekyll_skipped_are_drafts_and_the_others_live(self, source: Source) -> None:
        names = source.heads("_posts/*.md")
        french = BlogPostPage.objects.filter(locale__language_code="fr")

        assert french.filter(live=False).count() == sum(name.startswith("_") for name in names)
        assert french.filter(live=True).count() == sum(not name.startswith("_") for name in names)

    def test_each_english_text_translates_its_french_partner(self, source: Source) -> None:
        english = {head["lang-ref"]: head["title"] for head in source.heads("en/_posts/*.md").values()}
        french = {head.get("lang-ref"): head["title"] for head in source.heads("_posts/*.md").values()}
        wanted = {english[key]: french[key] for key in english}

        pages = BlogPostPage.objects.filter(locale__language_code="en")
        assert {
            plain_blanks(page.title): plain_blanks(page.get_translation(Locale.get_default()).title)
            for page in pages
        } == {plain_blanks(title): plain_blanks(partner) for title, partner in wanted.items()}
        releases = PressReleasePage.objects.filter(locale__language_code="en")
        assert all(page.get_translations().count() == 1 for page in releases)

    def test_teams_are_those_of_the_data(self, source: Source) -> None:
        known = source.people
        wanted = {
            title: sorted(
                [(folded(name), "participant") for name in entry["eigs"] if folded(name) in known]
                + [(folded(name), "mentor") for name in entry["mentors"] if folded(name) in known]
            )
            for title, entry in source.data("defis").items()
        }

        found = {
            page.title: sorted((folded(row.person.name), row.role) for row in page.team.all())
            for page in ChallengePage.objects.all()
        }
        both = {title: rows for title, rows in found.items() if title in wanted}
        for title, rows in wanted.items():
            assert set(rows) <= set(both[title]), title
        # People's own entries name challenges too: nobody else is in a team.
        said = {
            (folded(challenge), folded(name))
            for name, entry in source.data("personnes").items()
            for challenge in entry["defis"]
        }
        more = {
            (folded(title), row[0]) for title, rows in both.items() for row in set(rows) - set(wanted[title])
        }
        assert more <= said

    def test_facts_of_the_data_are_on_the_challenges(self, source: Source) -> None:
        facts = {
            page.title: (page.year, page.duration_months, page.town_label, page.website)
            for page in ChallengePage.objects.all()
        }

        for title, entry in source.data("defis").items():
            wanted = (
                entry["year"],
                entry["duration_months"],
                entry.get("ville", ""),
                entry.get("website") or "",
            )
            assert facts[title] == wanted

    def test_challenges_stand_in_their_cohorts(self, source: Source) -> None:
        wanted = Counter(str(entry["promotion"]).upper() for entry in source.data("defis").values())

        pages = ChallengePage.objects.exclude(promotion=None).select_related("promotion")
        assert Counter(page.promotion.suffix or str(page.promotion.number) for page in pages) == wanted
        years = dict(PromotionPage.objects.values_list("title", "year"))
        assert years == {
            key: int(re.findall(r"20\d\d", entry["class"])[0]) for key, entry in source.data("promos").items()
        }

    def test_a_second_run_writes_nothing(self, source: Source) -> None:
        with CaptureQueriesContext(connection) as queries:
            run_import([source.root], publish=True)

        assert writes(queries) == []
