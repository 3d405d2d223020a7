"""The importer on the programme's own content, which lies outside the project."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.images import get_image_model

from cms.importer.report import Report
from cms.importer.run import run_import
from cms.pages.blog.models import BlogPostPage
from cms.pages.challenges.models import ChallengePage
from cms.pages.press.models import PressMention
from cms.pages.testimonials.models import TestimonialPage
from cms.snippets.administrations.models import Administration
from cms.snippets.people.models import Person
from tests.importer.small_site import told
from tests.importer.test_report_schema import mistakes

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("imported")]

KINDS_BESIDE_THE_LIST = {
    "alt-missing": 10,
    "ambiguous-reference:blog.related": 2,
    "bold-heading": 6,
    "email-obfuscated": 1,
    "link-empty": 1,
    "link-swapped": 2,
    "link-title": 12,
    "nested-page": 4,
    "unmapped-field": 1,
}
"""Warnings of kinds that the reference list does not have; `docs/reference/import-report.md` says what they are."""


@pytest.fixture(scope="module")
def expected(shared_content: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((shared_content / "expected.json").read_text(encoding="utf-8"))
    site: dict[str, Any] = content["site-eig-v3"]
    return site


@pytest.fixture(scope="module")
def wanted(shared_content: Path) -> list[dict[str, str]]:
    """The reference list of warnings."""
    with (shared_content / "expected_warnings.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def rehearsed(shared_content: Path, django_db_setup: None, django_db_blocker: Any) -> Report:
    """What a dry run says before the tree is imported."""
    with django_db_blocker.unblock(), translation.override("en"):
        return run_import([shared_content / "site-eig-v3"], publish=True, dry_run=True)


@pytest.fixture(scope="module")
def imported(shared_content: Path, rehearsed: Report, django_db_blocker: Any) -> Iterator[Report]:
    """The tree, imported once for all tests of this module and taken away again."""
    with django_db_blocker.unblock(), transaction.atomic():
        with translation.override("en"):
            report = run_import([shared_content / "site-eig-v3"], publish=True)
        yield report
        transaction.set_rollback(True)


def created(report: Report, kind: str) -> int:
    return report.outcomes[kind]["created"]


def test_a_dry_run_says_what_the_import_does(rehearsed: Report, imported: Report) -> None:
    assert told(rehearsed) == told(imported)


def test_counts_are_those_expected(imported: Report, expected: dict[str, Any]) -> None:
    pages = expected["pages"]

    assert imported.failures == []
    assert {
        kind: created(imported, kind) for kind in ("challenge", "promotion", "blog_post", "testimonial")
    } == {
        "challenge": pages["challenge"],
        "promotion": pages["promotion"],
        "blog_post": pages["blog_post_without_category_temoignage"],
        "testimonial": pages["blog_post_with_category_temoignage"],
    }
    assert created(imported, "person") == expected["people"]["distinct_names"]
    assert created(imported, "administration") == expected["administrations"]["distinct_by_key"]
    assert (
        PressMention.objects.filter(page__locale__language_code="fr").count()
        == pages["press_mentions_in_presse_md"]
    )


def test_vocabularies_are_those_defined_and_those_used(imported: Report, expected: dict[str, Any]) -> None:
    terms = expected["vocabularies"]

    assert {kind: created(imported, kind) for kind in ("theme", "category", "expertise")} == {
        kind: terms[folder]["defined"] + len(terms[folder]["used_but_undefined"])
        for kind, folder in (("theme", "themes"), ("category", "categories"), ("expertise", "expertises"))
    }


def test_every_picture_that_is_used_is_in_the_library_once(
    imported: Report, expected: dict[str, Any]
) -> None:
    counter = imported.outcomes["image"]

    assert counter["created"] + counter["unchanged"] == expected["images"]["distinct_files_used"]
    assert get_image_model().objects.filter(collection__name="Import").count() == counter["created"]


def test_challenges_stand_in_their_cohorts_and_each_has_a_team(
    imported: Report, expected: dict[str, Any]
) -> None:
    by_promotion = Counter(ChallengePage.objects.values_list("promotion__title", flat=True))

    assert dict(by_promotion) == expected["challenges_by_promotion"]
    without = [page.slug for page in ChallengePage.objects.all() if not page.team.exists()]
    assert without == expected["challenges_without_people"]


def test_resolved_references_are_team_rows_and_roles(imported: Report, expected: dict[str, Any]) -> None:
    references = expected["references"]["personnes.defis"]
    rows = {
        (row.page_id, row.person_id, row.role, row.job)
        for page in ChallengePage.objects.all()
        for row in page.team.all()
    }

    assert len(rows) == references["resolvable"]


def test_what_the_documents_name_is_what_the_objects_have(imported: Report, expected: dict[str, Any]) -> None:
    total = {key: counts["total"] for key, counts in expected["references"].items()}
    posts = [*BlogPostPage.objects.all(), *TestimonialPage.objects.all()]
    challenges = list(ChallengePage.objects.all())

    # A term without a definition is created, so that each use of a term is a row.
    assert sum(page.theme_rows.count() for page in challenges) == total["defis.themes"]
    assert sum(page.expertise_rows.count() for page in challenges) == total["defis.expertises"]
    assert sum(post.category_rows.count() for post in posts) == total["blog.categories"]
    # Two expertises stand in both documents of a person who is one.
    assert sum(person.expertise_rows.count() for person in Person.objects.all()) == (
        total["personnes.expertises"] - 2
    )
    # Testimonials have no “read also”: it is in their import note.
    related = sum(post.related_rows.count() for post in BlogPostPage.objects.all())
    noted = sum(
        line.startswith("related : ")
        for page in TestimonialPage.objects.all()
        for line in page.import_note.splitlines()
    )
    assert related + noted == expected["references"]["blog.related"]["resolvable"]


def test_every_page_is_public_and_has_its_date(imported: Report, expected: dict[str, Any]) -> None:
    pages = [
        page
        for model in (ChallengePage, BlogPostPage, TestimonialPage)
        for page in model.objects.filter(live=True, date__isnull=False)
    ]
    without_body = [page for page in ChallengePage.objects.all() if not page.body.raw_data]

    # The flag that is missing once is missing on a post.
    assert len(pages) == sum(expected["visible_flag_on_defis_and_blog_pages"].values())
    assert len(without_body) == expected["empty_bodies"]["defis:empty"]
    assert ChallengePage.objects.exclude(startup_url="").count() == expected["startup_detat"]


def test_every_shortcode_and_kicker_is_a_block(imported: Report, expected: dict[str, Any]) -> None:
    blocks = [
        block
        for model in (ChallengePage, BlogPostPage, TestimonialPage)
        for page in model.objects.all()
        for block in page.body.raw_data
    ]
    frames = sum(warned.kind == "html-iframe" and "video" in warned.action for warned in imported.warnings)
    shortcodes = expected["shortcodes"]

    assert sum(block["type"] == "video" for block in blocks) == (
        shortcodes["dailymotion"] - shortcodes["dailymotion:malformed_no_id"] + frames
    )
    kickers = [block for block in blocks if block["type"] == "heading" and block["value"]["kicker"]]
    assert len(kickers) == expected["subtitle_attributes"]


def test_every_file_is_accounted_for(imported: Report, expected: dict[str, Any]) -> None:
    skipped = [line.path for line in imported.documents if not line.kind]

    assert len(imported.documents) - len(skipped) == expected["files"]["content_md"]
    assert skipped == expected["files"]["stray"]


def test_warnings_are_those_expected_but_for_what_the_page_explains(
    imported: Report, expected: dict[str, Any], wanted: list[dict[str, str]]
) -> None:
    kinds = {row["kind"] for row in wanted}
    listed = Counter((row["file"], row["kind"]) for row in wanted)
    given = Counter((warned.path, warned.kind) for warned in imported.warnings)
    pairs = [sorted(group, key=len) for group in expected["people"]["duplicate_groups"]]

    # Of two documents of a person the list names the one, the report the other: the main one has the shorter name.
    assert listed - given == Counter((main, "duplicate-title:personnes") for main, _other in pairs)
    beyond = {key: count for key, count in (given - listed).items() if key[1] in kinds}
    assert beyond == {
        **{(other, "duplicate-title:personnes"): 1 for _main, other in pairs},
        # The list does not look into the front matter of landing pages.
        ("site/content/team.md", "internal-link-unresolved"): 1,
    }
    assert (
        Counter(warned.kind for warned in imported.warnings if warned.kind not in kinds)
        == KINDS_BESIDE_THE_LIST
    )


def test_warnings_name_the_line_within_three(imported: Report, wanted: list[dict[str, str]]) -> None:
    lines: dict[tuple[str, str], list[int]] = {}
    for warned in imported.warnings:
        lines.setdefault((warned.path, warned.kind), []).append(warned.line)

    far = [
        (row["file"], row["line"], row["kind"])
        for row in wanted
        if row["kind"] != "duplicate-title:personnes"
        and all(abs(line - int(row["line"])) > 3 for line in lines[row["file"], row["kind"]])
    ]
    assert far == []


def test_the_report_is_as_its_schema_says(imported: Report) -> None:
    assert mistakes(json.loads(imported.as_json())) == []


def test_administrations_merge_as_the_table_of_bodies_says(imported: Report, shared_content: Path) -> None:
    with (shared_content / "administrations.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    groups: dict[str, set[str]] = {}
    for row in rows:
        groups.setdefault(row["merge_key"], set()).add(" ".join(row["raw"].split()))
    known = {
        name: body.pk
        for body in Administration.objects.all()
        for name in [body.name, *body.aliases.splitlines()]
    }

    bodies = {
        key: {known.get(name.removeprefix("Administration de rattachement :")) for name in names}
        for key, names in groups.items()
    }

    assert [key for key, found in bodies.items() if len(found) != 1 or None in found] == []


def test_people_of_two_documents_are_one_with_both_sources(
    imported: Report, expected: dict[str, Any]
) -> None:
    groups = {
        frozenset(path.removeprefix("site/") for path in group)
        for group in expected["people"]["duplicate_groups"]
    }

    merged = {
        frozenset([person.source_path, *person.other_source_paths])
        for person in Person.objects.exclude(other_source_paths=[])
    }

    assert merged == groups


def test_no_markup_of_the_source_is_left_in_a_body(imported: Report) -> None:
    left = [
        (page.slug, block["type"])
        for page in ChallengePage.objects.all()
        for block in page.body.raw_data
        if any(mark in json.dumps(block, ensure_ascii=False) for mark in ("{{<", "{.subtitle", "](", "**"))
    ]

    assert left == []


def test_a_second_run_of_the_whole_tree_writes_nothing(imported: Report, shared_content: Path) -> None:
    with CaptureQueriesContext(connection) as queries:
        again = run_import([shared_content / "site-eig-v3"], publish=True)

    kept = ("SELECT", "SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")
    assert [query["sql"] for query in queries.captured_queries if not query["sql"].startswith(kept)] == []
    changed = {
        kind: dict(counter)
        for kind, counter in again.outcomes.items()
        if counter["created"] or counter["updated"]
    }
    assert changed == {}
