"""Documents that moved or went."""

from __future__ import annotations

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Revision

from cms.importer.report import Report
from cms.importer.run import run_import
from cms.pages.blog.models import BlogPostPage
from cms.pages.challenges.models import ChallengePage
from cms.snippets.people.models import Person
from tests.importer.small_site import ADA, CHALLENGE, imported, kinds
from tests.importer.trees import Tree

pytestmark = pytest.mark.django_db

KINDS = {"renamed", "vanished"}


def told(report: Report) -> list[tuple[str, str, str]]:
    return [(each.path, each.kind, each.value) for each in report.warnings if each.kind in KINDS]


def move(site: Tree, old: str, new: str) -> None:
    content = site.root / "content"
    (content / old).rename(content / new)


def test_a_document_that_moved_keeps_its_page(small_site: Tree) -> None:
    imported(small_site, publish=True)
    before = ChallengePage.objects.get()
    revisions = Revision.objects.count()
    move(small_site, "defis/label.md", "defis/le-label.md")

    report = imported(small_site, publish=True)

    page = ChallengePage.objects.get()
    assert (page.pk, page.uuid, page.slug) == (before.pk, before.uuid, "label")
    assert page.source_path == "content/defis/le-label.md"
    assert told(report) == [("content/defis/le-label.md", "renamed", "content/defis/label.md")]
    assert Redirect.objects.get(old_path="/defis/le-label").link == "/defis/label/"
    assert Revision.objects.count() == revisions
    assert told(imported(small_site, publish=True)) == []


def test_a_document_that_moved_and_changed_is_known_by_its_title(small_site: Tree) -> None:
    imported(small_site, publish=True)
    before = ChallengePage.objects.get()
    (small_site.root / "content" / "defis" / "label.md").unlink()
    small_site.write("defis/le-label.md", CHALLENGE.replace("Ouvrir", "Publier"))

    report = imported(small_site, publish=True)

    page = ChallengePage.objects.get()
    assert (page.pk, page.summary) == (before.pk, "<p>Publier les décisions de justice</p>")
    assert told(report) == [("content/defis/le-label.md", "renamed", "content/defis/label.md")]
    assert report.outcomes["challenge"] == {"updated": 1}


def test_a_person_whose_document_moved_stays_the_same(small_site: Tree) -> None:
    imported(small_site, publish=True)
    before = Person.objects.get()
    move(small_site, "personnes/ada-roux.md", "personnes/ada.md")

    report = imported(small_site, publish=True)

    person = Person.objects.get()
    assert (person.pk, person.uuid, person.slug) == (before.pk, before.uuid, "ada-roux")
    assert person.source_path == "content/personnes/ada.md"
    assert report.outcomes["person"] == {"unchanged": 1}


def test_two_documents_that_could_be_the_moved_one_are_both_new(small_site: Tree) -> None:
    imported(small_site, publish=True)
    move(small_site, "defis/label.md", "defis/un.md")
    small_site.write("defis/deux.md", CHALLENGE)

    report = imported(small_site, publish=True)

    assert told(report) == [("content/defis/label.md", "vanished", "LABEL")]
    assert ChallengePage.objects.count() == 3


def test_a_document_that_is_gone_is_reported_and_its_page_stays(small_site: Tree) -> None:
    imported(small_site, publish=True)
    (small_site.root / "content" / "blog" / "la-suite.md").unlink()

    for _run in range(2):
        report = imported(small_site, publish=True)

        assert told(report) == [("content/blog/la-suite.md", "vanished", "La suite")]
        assert BlogPostPage.objects.get().live is True


@pytest.mark.parametrize("part", ["defis", "defis/label.md"])
def test_nothing_is_missed_in_a_part_of_a_site(small_site: Tree, part: str) -> None:
    imported(small_site, publish=True)
    (small_site.root / "content" / "blog" / "la-suite.md").unlink()

    report = run_import([small_site.root / "content" / part], publish=True)

    assert told(report) == []


def test_nothing_is_missed_of_another_site(small_site: Tree) -> None:
    imported(small_site, publish=True)
    other = Tree(small_site.root.parent / "ailleurs" / "autre")
    other.write("blog/un.md", "---\ntitle: Un\ndate: 2020-01-02\n---\nTexte\n")

    report = imported(other, publish=True)

    assert told(report) == []


def test_a_site_is_the_same_in_another_folder(small_site: Tree) -> None:
    imported(small_site, publish=True)
    (small_site.root / "content" / "blog" / "la-suite.md").unlink()
    small_site.root = small_site.root.rename(small_site.root.parent / "copie")

    report = imported(small_site, publish=True)

    assert told(report) == [("content/blog/la-suite.md", "vanished", "La suite")]


def test_a_document_that_cannot_be_read_is_not_gone(small_site: Tree) -> None:
    imported(small_site, publish=True)
    (small_site.root / "content" / "defis" / "label.md").write_bytes(b"---\ntitle: \xff\n---\n")

    report = run_import([small_site.root], publish=True)

    assert (told(report), len(report.failures)) == ([], 1)


def test_a_new_document_at_the_old_path_makes_an_object_of_its_own(small_site: Tree) -> None:
    imported(small_site, publish=True)
    move(small_site, "personnes/ada-roux.md", "personnes/ada.md")
    imported(small_site, publish=True)
    small_site.write("personnes/ada-roux.md", ADA.replace("Ada Roux", "Adèle Roux"))

    report = imported(small_site, publish=True)

    assert {person.name: person.source_path for person in Person.objects.all()} == {
        "Ada Roux": "content/personnes/ada.md",
        "Adèle Roux": "content/personnes/ada-roux.md",
    }
    assert "renamed" not in kinds(report)


def test_blocks_of_a_document_that_moved_keep_their_ids(small_site: Tree) -> None:
    imported(small_site, publish=True)
    before = [block["id"] for block in ChallengePage.objects.get().body.raw_data]
    (small_site.root / "content" / "defis" / "label.md").unlink()
    small_site.write("defis/le-label.md", CHALLENGE + "\nUn paragraphe de plus.\n\n## Le contexte\n")

    imported(small_site, publish=True)

    after = [block["id"] for block in ChallengePage.objects.get().body.raw_data]
    assert (len(after), after[0]) == (3, before[0])
    assert len(set(after)) == 3
