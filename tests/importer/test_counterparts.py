"""Which object of another tree a document is about, and which tree counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from cms.importer.models import ImportRecord
from cms.importer.run import run_import
from cms.pages.blog.models import BlogPostPage
from cms.pages.challenges.models import ChallengePage
from tests.importer.newer_site import newer_site
from tests.importer.older_site import OlderSite, older_site
from tests.importer.trees import Tree


@pytest.mark.django_db
def test_the_older_tree_counts_when_it_is_given_first(tmp_path: Path) -> None:
    run_import([older_site(tmp_path / "ancien").root, newer_site(tmp_path / "nouveau").root], publish=True)

    page = ChallengePage.objects.get()
    assert (page.source_path, page.search_description) == ("_defis/2019-01-01-bocage.md", "Compter les haies")
    assert page.import_note.count("\n") > 0
    assert [row.person.name for row in page.team.all()] == ["Zoé Le Goff", "Ana Petit", "Jean-Loup Hervé"]


@pytest.mark.django_db
def test_a_title_that_differs_is_not_guessed(tmp_path: Path) -> None:
    newer = Tree(tmp_path / "nouveau")
    newer.write("defis/eig-haies.md", "---\ntitle: EIG3 Haies\nwho: Office des haies\n---\n")
    older = OlderSite(tmp_path / "ancien")
    older.write("_config.yml", "collections: [defis]\n")
    older.write("_defis/2018-01-01-eighaies.md", "---\ntitle: EIG Haies 2018\n---\n")

    report = run_import([newer.root, older.root])

    assert sorted(page.title for page in ChallengePage.objects.all()) == ["EIG Haies 2018", "EIG3 Haies"]
    assert [warned.kind for warned in report.warnings] == ["no-counterpart:challenge"]


@pytest.mark.django_db
def test_of_two_candidates_the_one_with_the_very_title_is_taken(tmp_path: Path) -> None:
    newer = Tree(tmp_path / "nouveau")
    newer.write("blog/a.md", "---\ntitle: L’eau vive\ndate: 2019-01-02\n---\nUn\n")
    newer.write("blog/b.md", "---\ntitle: L'eau vive\ndate: 2019-01-03\n---\nDeux\n")
    older = OlderSite(tmp_path / "ancien")
    older.write("_posts/19-01-03-eau.md", "---\ntitle: L'eau vive\n---\nTrois\n")

    report = run_import([newer.root, older.root])

    record = ImportRecord.objects.get(source_path="_posts/19-01-03-eau.md")
    assert BlogPostPage.objects.get(pk=record.object_id).slug == "b"
    assert "counterpart:exact" in [warned.kind for warned in report.warnings]


@pytest.mark.django_db
def test_a_dry_run_of_two_trees_says_what_the_import_does(tmp_path: Path) -> None:
    roots = [newer_site(tmp_path / "nouveau").root, older_site(tmp_path / "ancien").root]

    rehearsed = run_import(roots, publish=True, dry_run=True)
    assert ImportRecord.objects.count() == 0
    done = run_import(roots, publish=True)

    assert (rehearsed.failures, rehearsed.outcomes, rehearsed.facts) == ([], done.outcomes, done.facts)
    assert rehearsed.warnings == done.warnings


@pytest.mark.django_db
def test_links_find_what_another_site_has_by_folder_and_name(tmp_path: Path) -> None:
    older = OlderSite(tmp_path / "ancien")
    older.write("_config.yml", "collections: {defis: {permalink: '/defis/:year/:title.html'}}\n")
    older.write("_defis/2018-01-01-haies.md", "---\ntitle: Haies\n---\n")
    older.write(
        "_posts/19-01-03-eau.md", "---\ntitle: Eau\n---\nVoir [les haies](/defi/2017/09/26/haies/).\n"
    )

    run_import([older.root])

    page = ChallengePage.objects.get()
    post = BlogPostPage.objects.get().get_latest_revision_as_object()
    assert post.body.raw_data[0]["value"] == f'<p>Voir <a linktype="page" id="{page.pk}">les haies</a>.</p>'


@pytest.mark.django_db
def test_what_another_tree_filled_is_no_edit_of_a_person(tmp_path: Path) -> None:
    newer, older = newer_site(tmp_path / "nouveau"), older_site(tmp_path / "ancien")
    run_import([newer.root, older.root], publish=True)
    path = newer.root / "content" / "defis" / "bocage.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("visible: true", "source_code: https://forge.exemple.fr/n"),
        encoding="utf-8",
    )

    report = run_import([newer.root], publish=True)

    assert ChallengePage.objects.get().source_code_url == "https://forge.exemple.fr/n"
    assert "edited-here" not in [warned.kind for warned in report.warnings]
