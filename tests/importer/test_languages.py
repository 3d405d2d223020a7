"""Documents in another language: pairs by key, folder and suffix; what a translation may say itself."""

from __future__ import annotations

import pytest
from wagtail.models import Locale

from cms.importer.run import run_import
from cms.pages.blog.models import BlogIndexPage, BlogPostPage
from cms.pages.challenges.models import ChallengePage
from cms.snippets.people.models import Person
from tests.importer.small_site import kinds
from tests.importer.trees import Tree

pytestmark = pytest.mark.django_db

FRENCH = "---\ntitle: L’eau vive\nauthor: Ada Roux, équipe\ndate: 2019-01-02\n{key}---\nBonjour\n"
ENGLISH = "---\ntitle: White water\nauthor: Ada Roux, the team\ndate: 2019-01-02\n{key}---\nHello\n"


@pytest.mark.parametrize(
    ("path", "french", "english"),
    [
        ("blog/eau.en.md", "", ""),
        ("en/blog/eau.md", "", ""),
        ("en/blog/water.md", "translationKey: eau\n", "translationKey: eau\n"),
        ("blog/water.md", "lang-ref: eau\n", "lang-ref: eau\nlang: en_GB\n"),
        ("blog/water.md", "lang-ref: eau\n", "lang-ref: eau\nlocale: en\n"),
    ],
)
def test_two_documents_are_a_pair_by_key_folder_or_suffix(
    tree: Tree, path: str, french: str, english: str
) -> None:
    tree.write("blog/eau.md", FRENCH.format(key=french))
    tree.write(path, ENGLISH.format(key=english))

    report = run_import([tree.root], publish=True)

    source, copy = BlogPostPage.objects.order_by("-locale__language_code")
    assert (report.failures, source.translation_key) == ([], copy.translation_key)
    assert [page.title for page in (source, copy)] == ["L’eau vive", "White water"]
    assert copy.get_parent().specific == BlogIndexPage.objects.get(locale__language_code="en")
    assert (copy.source_path, source.source_path) == (f"content/{path}", "content/blog/eau.md")
    assert "shared-value" in kinds(report)


def test_a_translation_imported_later_finds_its_partner(tree: Tree) -> None:
    tree.write("blog/eau.md", FRENCH.format(key=""))
    run_import([tree.root])
    path = tree.write("en/blog/eau.md", ENGLISH.format(key=""))

    run_import([path])

    source, copy = BlogPostPage.objects.order_by("-locale__language_code")
    assert source.translation_key == copy.translation_key


def test_a_translation_that_translators_made_is_updated(tree: Tree) -> None:
    tree.write("blog/eau.md", FRENCH.format(key=""))
    run_import([tree.root], publish=True)
    made = BlogPostPage.objects.get().copy_for_translation(Locale.objects.get(language_code="en"))
    tree.write("en/blog/eau.md", ENGLISH.format(key=""))

    run_import([tree.root])

    page = BlogPostPage.objects.get(locale__language_code="en").get_latest_revision_as_object()
    assert (page.pk, page.title, page.body.raw_data[0]["value"]) == (made.pk, "White water", "<p>Hello</p>")


def test_a_person_in_english_shares_the_name_and_has_a_biography_of_their_own(tree: Tree) -> None:
    tree.write("personnes/ada.md", "---\ntitle: Ada Roux\njob: Juriste\n---\nBonjour\n")
    tree.write("personnes/ada.en.md", "---\ntitle: Ada Roux\njob: Lawyer\n---\nHello\n")

    report = run_import([tree.root], publish=True)

    french, english = Person.objects.order_by("-locale__language_code")
    assert (report.failures, french.translation_key, french.slug) == (
        [],
        english.translation_key,
        english.slug,
    )
    assert (english.biography, english.live) == ("<p>Hello</p>", True)


def test_an_index_document_in_english_settles_the_english_index_page(tree: Tree) -> None:
    tree.write("en/blog/_index.md", "---\ntitle: Our news\n---\nWelcome\n")

    report = run_import([tree.root], publish=True)

    page = BlogIndexPage.objects.get(locale__language_code="en")
    assert (report.failures, page.title) == ([], "Our news")
    assert BlogIndexPage.objects.get(locale__language_code="fr").title != "Our news"


def test_a_changed_source_changes_what_is_shared_and_leaves_the_translated_text(tree: Tree) -> None:
    tree.write("defis/haies.md", "---\ntitle: Haies\nwho: Office des haies\ntown: Rennes\n---\nTexte\n")
    tree.write("defis/haies.en.md", "---\ntitle: Hedges\nwho: Office des haies\ntown: Rennes\n---\nText\n")
    run_import([tree.root], publish=True)
    tree.write("defis/haies.md", "---\ntitle: Haies\nwho: Office des haies\ntown: Brest\n---\nAutre texte\n")

    run_import([tree.root], publish=True)

    page = ChallengePage.objects.get(locale__language_code="en")
    assert (page.title, page.town_label, page.body.raw_data[0]["value"]) == ("Hedges", "Brest", "<p>Text</p>")


def test_a_second_run_of_a_pair_changes_nothing(tree: Tree) -> None:
    tree.write("blog/eau.md", FRENCH.format(key=""))
    tree.write("en/blog/eau.md", ENGLISH.format(key=""))
    run_import([tree.root], publish=True)

    report = run_import([tree.root], publish=True)

    assert report.outcomes["blog_post"] == {"unchanged": 2}
