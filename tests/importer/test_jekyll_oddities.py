"""Jekyll trees whose values have other shapes than expected: everything ends in a page, a note or a warning."""

from __future__ import annotations

from pathlib import Path

import pytest

from cms.importer.erased import remember_erased
from cms.importer.run import run_import
from cms.pages.challenges.models import ChallengePage
from cms.pages.standard.models import StandardPage
from cms.pages.testimonials.models import TestimonialPage
from cms.snippets.people.models import Person
from tests.importer.older_site import OlderSite, older_site
from tests.importer.small_site import kinds

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(tmp_path: Path) -> OlderSite:
    return OlderSite(tmp_path / "site")


@pytest.mark.parametrize(
    "config",
    [
        "collections: 5\n",
        "collections: {defis: {permalink: 5}}\ndefaults: {a: b}\n",
        "collections: {defis: }\ndefaults: [1, {scope: x, values: y}, {scope: {path: 3}, values: {locale: [en]}}]\n",
        "exclude: img\npermalink: [1]\nurl: 3\ncollections: [defis]\n",
        "",
    ],
)
def test_a_strange_configuration_stops_nothing(site: OlderSite, config: str) -> None:
    site.write("_config.yml", config)
    site.write("_posts/19-01-02-eau.md", "---\ntitle: L’eau\ncategories: 5\n---\nTexte\n")

    report = run_import([site.root])

    assert report.failures == []
    assert report.outcomes["blog_post"]["created"] == 1


def test_values_of_other_shapes_are_kept_in_note_or_warning(site: OlderSite) -> None:
    site.write("_config.yml", "collections: [defis]\n")
    site.write("_defis/2019-01-01-haies.md", "---\ntitle: Haies\n---\n")
    site.write(
        "_data/defis.yml",
        "Haies:\n"
        "  title: Haies\n"
        "  year: 2019-2020\n"
        "  eigs: Ada Roux\n"
        "  projects: [Une carte seule]\n"
        "  key_figures:\n"
        "    - {amount: beaucoup, description: de haies}\n"
        "  end_of_project_videos:\n"
        "    - {id: abc, platform: inconnue}\n"
        "Ronces: seulement un mot\n",
    )

    report = run_import([site.root])

    note = ChallengePage.objects.get().get_latest_revision_as_object().import_note
    assert report.failures == []
    for kept in ("2019-2020", "Ada Roux", "Une carte seule", "beaucoup de haies", "abc inconnue"):
        assert kept in note
    assert sorted(kinds(report)) == [
        "data-unused",
        "invalid-value",
        "invalid-value",
        "invalid-value",
        "invalid-value",
        "unresolved-reference:defis.eigs",
    ]


def test_data_that_is_no_yaml_or_a_bomb_fails_and_the_rest_is_imported(site: OlderSite) -> None:
    site.write("_config.yml", "collections: [defis]\n")
    site.write("_defis/haies.md", "---\ntitle: Haies\n---\n")
    site.write("_data/defis.yml", "Haies: [\n")
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{name}: &{name} [*{below}, *{below}, *{below}, *{below}, *{below}, *{below}, *{below}]\n"
        for below, name in zip("abcdefg", "bcdefgh", strict=True)
    )
    site.write("_data/personnes.yml", bomb)

    report = run_import([site.root])

    assert [failure.path for failure in report.failures] == ["_data/defis.yml", "_data/personnes.yml"]
    assert ChallengePage.objects.count() == 1


def test_a_page_with_a_text_is_imported_although_it_lists_others(site: OlderSite) -> None:
    site.write("_config.yml", "collections: [defis]\n")
    loop = "{% for defi in site.defis %}{{ defi.title }}{% endfor %}"
    site.write(
        "programme.html",
        f"---\ntitle: Le programme\n---\n<p>{'Dix mois au service du public. ' * 10}</p>{loop}\n",
    )
    site.write("defis.html", f"---\ntitle: Les défis\n---\n<h1>Tous les défis</h1>{loop}\n")

    report = run_import([site.root])

    assert [page.title for page in StandardPage.objects.all()] == ["Le programme"]
    assert report.outcomes["other_file"]["skipped"] == 1


def test_a_release_without_a_title_is_left_out_with_a_warning(site: OlderSite) -> None:
    site.write("_config.yml", "")
    site.write("presse.html", "---\nlayout: default\ncommuniques:\n  - {date: 12 mars 2019}\n  - seul\n---\n")

    report = run_import([site.root])

    assert [(warned.line, warned.kind) for warned in report.warnings] == [
        (4, "invalid-value"),
        (5, "invalid-value"),
    ]


def test_somebody_who_was_erased_is_named_nowhere(tmp_path: Path) -> None:
    site = older_site(tmp_path / "ancien")
    remember_erased(["Jean-Loup Hervé"])

    report = run_import([site.root], publish=True)

    said = [str(told) for told in (*report.warnings, *report.documents)]
    assert report.failures == []
    assert [text for text in said if "Loup" in text] == []
    assert kinds(report).count("person-erased") == 3
    assert [person.name for person in Person.objects.all()] == ["Zoé Le Goff"]
    assert "Loup" not in ChallengePage.objects.get().import_note
    assert TestimonialPage.objects.count() == 0
