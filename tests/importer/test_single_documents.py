"""Documents outside a site: plain text, releases, posts, pages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from wagtail.contrib.redirects.models import Redirect

from cms.importer.dates import read_date
from cms.importer.errors import WrongUsage
from cms.importer.run import run_import
from cms.pages.blog.models import BlogPostPage
from cms.pages.press.models import PressReleasePage
from cms.pages.standard.models import StandardPage
from tests.importer.small_site import imported, kinds
from tests.importer.trees import Tree

pytestmark = pytest.mark.django_db


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
