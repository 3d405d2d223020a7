from __future__ import annotations

from pathlib import Path

import pytest

from cms.importer.documents import Document
from cms.importer.links import AddressBook, LinkResolver, address_key
from cms.importer.markdown import Target
from cms.importer.reading import read_paths
from cms.importer.report import Report
from tests.importer.trees import Tree

OLD_SITE = "https://entrepreneur-interet-general.etalab.gouv.fr"


class Library:
    """Gives each linked file the number 3."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def document(self, path: Path, title: str) -> int | None:
        self.asked.append(path.name)
        return 3


class Links:
    """A resolver and what it warned about."""

    def __init__(self, document: Document) -> None:
        self.library = Library()
        self.warnings: list[tuple[int, str, str]] = []
        book = AddressBook(
            kinds={"communaute": "person", "personnes": "person", "posts": "post", "blog": "post"}
        )
        book.add("/", Target(page=1))
        book.add("/defis/lab-sante/", Target(page=5))
        book.add("/blog/pourquoi-devenir-eig/", Target(page=6))
        book.add("/personnes/ada-roux/", Target(url="/personnes/ada-roux/"))
        self.resolver = LinkResolver(document, book, self.library, self.warn)

    def warn(self, line: int, kind: str, value: str, action: str) -> None:
        self.warnings.append((line, kind, value))

    def __call__(self, href: str) -> Target:
        return self.resolver.resolve(href, 4)


@pytest.fixture
def links(tree: Tree) -> Links:
    (tree.root / "static" / "img" / "mémo.pdf").write_bytes(b"%PDF-1.4")
    tree.write("blog/etre-eig.md", "---\ntitle: Être EIG\n---\n")
    (document,) = read_paths([tree.root], Report())
    return Links(document)


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("/defis/lab-sante/", Target(page=5)),
        ("/defis/Lab-Santé", Target(page=5)),
        ("/defis/lab-sant%C3%A9/", Target(page=5)),
        ("../../defis/lab-sante/", Target(page=5)),
        ("../pourquoi-devenir-EIG/", Target(page=6)),
        ("pourquoi-devenir-EIG.md", Target(page=6)),
        ("/_posts/2018-05-29-pourquoi-devenir-EIG.md", Target(page=6)),
        ("/_posts/pourquoi-devenir-EIG.markdown", Target(page=6)),
        ("/_defis/lab-sante.md", Target(page=5)),
        ("blog/pourquoi-devenir-EIG.md", Target(page=6)),
        ("/personnes/ada-roux/", Target(url="/personnes/ada-roux/")),
        ("/personnes/ada-roux/#bio", Target(url="/personnes/ada-roux/#bio")),
        ("#plus-bas", Target(anchor="plus-bas")),
        ("/img/mémo.pdf", Target(document=3)),
        ("/img/m%C3%A9mo.pdf", Target(document=3)),
        (f"{OLD_SITE}/", Target(page=1)),
        (OLD_SITE, Target(page=1)),
        (f"{OLD_SITE}/blog/2018/05/29/pourquoi-devenir-EIG.html", Target(page=6)),
        (f"{OLD_SITE}/defis/2018/labsante.html", Target(page=5)),
        (f"{OLD_SITE}/communaute/2018/ada-roux.html", Target(url="/personnes/ada-roux/")),
        ("https://www.etalab.gouv.fr/", Target(url="https://www.etalab.gouv.fr/")),
        ("//commons.wikimedia.org/wiki", Target(url="https://commons.wikimedia.org/wiki")),
        ("https://outils.fr/boite.org\n", Target(url="https://outils.fr/boite.org")),
        ("mailto:eig@data.gouv.fr", Target(url="mailto:eig@data.gouv.fr")),
        ("eig@data.gouv.fr", Target(url="mailto:eig@data.gouv.fr")),
        (
            "mailto:eig%20@%20data.gouv.fr?subject=D%C3%A9fi",
            Target(url="mailto:eig@data.gouv.fr?subject=D%C3%A9fi"),
        ),
        ("tel:+33171211250", Target(url="tel:+33171211250")),
    ],
)
def test_a_link_that_can_be_resolved_gives_no_warning(links: Links, href: str, target: Target) -> None:
    assert links(href) == target
    assert links.warnings == []


@pytest.mark.parametrize(
    ("href", "target", "kind"),
    [
        ("/participer/", Target(url="/participer/"), "internal-link-unresolved"),
        ("/img/absent.pdf", Target(url="/img/absent.pdf"), "file-missing"),
        ("//defis/lab-sante/", Target(page=5), "link-malformed"),
        ("/defis/lab-sante/#equipe", Target(page=5), "link-anchor"),
        (f"{OLD_SITE}/faq-eig.html", Target(url=f"{OLD_SITE}/faq-eig.html"), "old-site-link"),
        ("javascript:alert(1)", Target(), "link-unsafe"),
        ("data:text/html,x", Target(), "link-unsafe"),
        ("mailto:personne", Target(), "link-malformed"),
        ("http://[x", Target(), "link-malformed"),
    ],
)
def test_a_link_that_cannot_be_taken_as_it_is_is_told(
    links: Links, href: str, target: Target, kind: str
) -> None:
    assert links(href) == target
    assert [(line, found) for line, found, _value in links.warnings] == [(4, kind)]


def test_a_linked_file_goes_into_the_library(links: Links) -> None:
    links("/img/mémo.pdf")

    assert links.library.asked == ["mémo.pdf"]


def test_two_things_of_one_name_are_not_guessed_at() -> None:
    book = AddressBook()
    book.add("/blog/bilan/", Target(page=1))
    book.add("/blog/bil-an/", Target(page=2))

    assert book.find_by_name("/blog/2018/01/01/bilan.html") is None


def test_the_first_to_claim_an_address_keeps_it() -> None:
    book = AddressBook()
    book.add("/defis/x/", Target(page=1))
    book.add("/defis/X", Target(page=2))

    assert book.find("/defis/x") == Target(page=1)


def test_a_document_without_an_address_does_not_take_the_home_pages() -> None:
    book = AddressBook()
    book.add("", Target(page=1))
    book.add("/", Target(page=2))

    assert book.find("/") == Target(page=2)


@pytest.mark.parametrize(("path", "key"), [("", "/"), ("/", "/"), ("/Défis//Label", "/defis/label/")])
def test_address_key_is_how_the_old_server_compared(path: str, key: str) -> None:
    assert address_key(path) == key
