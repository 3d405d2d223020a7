"""The importer on the older and the newer site together: one object of everything both tell of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import translation

from cms.importer.report import Report
from cms.importer.run import run_import
from cms.pages.challenges.models import ChallengePage
from cms.pages.promotions.models import PromotionPage
from cms.pages.testimonials.models import TestimonialPage
from cms.snippets.people.models import Person
from tests.importer.plain_reading import Source, folded, squeezed

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("both")]


@pytest.fixture(scope="module")
def source(shared_content: Path) -> Source:
    return Source(shared_content / "site-eig")


@pytest.fixture(scope="module")
def both(shared_content: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[Report]:
    with django_db_blocker.unblock(), translation.override("en"), transaction.atomic():
        yield run_import([shared_content / "site-eig-v3", shared_content / "site-eig"], publish=True)
        transaction.set_rollback(True)


def test_nobody_and_nothing_is_there_twice(both: Report) -> None:
    assert both.failures == []
    for names in (
        [folded(person.name) for person in Person.objects.all()],
        [squeezed(page.title) for page in ChallengePage.objects.all()],
        [f"{page.number} {page.suffix}" for page in PromotionPage.objects.all()],
    ):
        assert [name for name, count in Counter(names).items() if count > 1] == []


def test_a_post_of_both_is_one_page(both: Report, source: Source, shared_content: Path) -> None:
    newer = Source(shared_content / "site-eig-v3" / "site" / "content").heads("blog/[!_]*.md")
    titles = {squeezed(head["title"]) for head in newer.values()}
    stems = {name.removesuffix(".md").casefold() for name in newer}
    common = [
        name
        for name, head in source.heads("_posts/*.md").items()
        if squeezed(head["title"]) in titles or re.sub(r"^_?[\d-]+-", "", name)[:-3].casefold() in stems
    ]

    assert both.outcomes["blog_post"]["merged"] == len(common)
    assert len([warned for warned in both.warnings if warned.kind.startswith("counterpart:")]) >= len(common)


def test_people_challenges_and_posts_are_those_of_both_trees(
    both: Report, source: Source, shared_content: Path
) -> None:
    newer = Source(shared_content / "site-eig-v3" / "site" / "content")
    people = {folded(head["title"]) for head in newer.heads("personnes/*.md").values()}
    challenges = {squeezed(head["title"]) for head in newer.heads("defis/[!_]*.md").values()}
    older = {squeezed(head["title"]) for head in source.heads("_defis/*.md").values()}

    assert Person.objects.count() == len(people | source.people)
    assert ChallengePage.objects.count() == len(challenges | older)
    unmatched = [warned.kind for warned in both.warnings if warned.kind == "no-counterpart:challenge"]
    assert len(unmatched) == len(older - challenges)


def test_the_newer_site_counts_and_the_older_one_adds(both: Report, source: Source) -> None:
    years = dict(PromotionPage.objects.exclude(year=None).values_list("title", "year"))
    with_year = ChallengePage.objects.filter(source_path__startswith="content/").exclude(year=None)

    assert len(years) == len(source.data("promos"))
    assert with_year.count() == both.outcomes["challenge"]["merged"]
    assert TestimonialPage.objects.filter(source_path__startswith="_posts").count() == 0
