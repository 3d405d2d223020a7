from __future__ import annotations

import io
import unicodedata
from pathlib import Path

import pytest
from PIL import Image as Pillow
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms.importer.documents import Document
from cms.importer.markdown import FoundImage
from cms.importer.media import MediaLibrary
from cms.importer.models import ImportedFile
from cms.importer.reading import read_paths
from cms.importer.report import Report
from tests.importer.trees import Tree

pytestmark = pytest.mark.django_db

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4">{}<rect width="4" height="4"/></svg>'


class Library:
    """A library and a document of a tree that asks it for pictures."""

    def __init__(self, tree: Tree, *, dry_run: bool = False) -> None:
        self.report = Report()
        self.media = MediaLibrary(self.report, dry_run=dry_run)
        self.media.open()
        self.warnings: list[tuple[str, str]] = []
        tree.write("page.md", "---\ntitle: Page\n---\n")
        self.document: Document = read_paths([tree.root], Report())[0]

    def find(self, reference: str) -> FoundImage | None:
        return self.media.find_image(
            self.document, reference, 1, lambda line, kind, value, action: self.warnings.append((kind, value))
        )


@pytest.fixture
def library(tree: Tree) -> Library:
    return Library(tree)


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path: Path) -> Path:  # type: ignore[no-untyped-def]
    folder = tmp_path / "media"
    private = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(folder), "base_url": None},
    }
    settings.STORAGES = {**settings.STORAGES, "default": private}
    return folder


def images() -> list[tuple[str, str, int, int]]:
    found = get_image_model().objects.order_by("pk")
    return [(image.title, Path(image.file.name).suffix, image.width, image.height) for image in found]


def test_a_picture_goes_into_the_library_under_its_name(tree: Tree, library: Library) -> None:
    tree.picture("salle de réunion.png")

    found = library.find("img/salle de réunion.png")

    assert found == FoundImage(image=get_image_model().objects.get().pk)
    assert images() == [("salle de réunion", ".png", 12, 8)]
    assert get_image_model().objects.get().collection.name == "Import"
    assert library.warnings == []


def test_one_content_makes_one_picture_whatever_its_names(tree: Tree, library: Library) -> None:
    tree.picture("une.png")
    tree.picture("deux.png")

    assert library.find("/img/une.png") == library.find("/img/deux.png")
    assert images() == [("une", ".png", 12, 8)]


def test_a_picture_already_there_is_found_again_in_the_next_run(tree: Tree, library: Library) -> None:
    tree.picture("une.png")
    first = library.find("/img/une.png")

    again = Library(tree)

    assert again.find("/img/une.png") == first
    assert again.report.outcomes["image"] == {"unchanged": 1}
    assert get_image_model().objects.count() == 1


def test_a_picture_that_was_deleted_is_imported_again(tree: Tree, library: Library) -> None:
    tree.picture("une.png")
    library.find("/img/une.png")
    get_image_model().objects.get().delete()

    assert Library(tree).find("/img/une.png") == FoundImage(image=get_image_model().objects.get().pk)
    assert ImportedFile.objects.count() == 1


def test_the_suffix_follows_the_content(tree: Tree, library: Library) -> None:
    tree.picture("photo.jfif", kind="JPEG")
    tree.picture("faux.png", "red", kind="JPEG")
    tree.picture("grand.PNG", "green")
    tree.picture("ancien.jpeg", "blue", kind="JPEG")

    for name in ("photo.jfif", "faux.png", "grand.PNG", "ancien.jpeg"):
        library.find(f"/img/{name}")

    assert [(title, suffix) for title, suffix, *_size in images()] == [
        ("photo", ".jpg"),
        ("faux", ".jpg"),
        ("grand", ".png"),
        ("ancien", ".jpeg"),
    ]
    assert library.warnings == []


def test_a_name_in_decomposed_letters_is_found_and_stored_composed(tree: Tree, library: Library) -> None:
    tree.picture(unicodedata.normalize("NFD", "équipe.png"))

    assert library.find("/img/équipe.png") is not None
    assert images()[0][0] == "équipe"


def test_a_name_that_differs_by_case_is_used_with_a_warning(tree: Tree, library: Library) -> None:
    tree.picture("lll-1-canvas.jpg", kind="JPEG")

    assert library.find("/img/LLL-1-canvas.jpg") is not None
    assert library.warnings == [("image-case-differs", "/img/LLL-1-canvas.jpg")]


@pytest.mark.parametrize(
    ("reference", "kind"),
    [
        ("", "image-empty"),
        ("  ", "image-empty"),
        ("/img/absente.png", "image-missing"),
        ("/img/../../secret.png", "image-missing"),
        ("data:image/png;base64,AAAA", "image-refused"),
    ],
)
def test_what_names_no_picture_is_left_out_with_a_warning(
    library: Library, reference: str, kind: str
) -> None:
    assert library.find(reference) is None
    assert [found for found, _value in library.warnings] == [kind]


@pytest.mark.parametrize("reference", ["https://a.fr/x.png", "//a.fr/x.png"])
def test_a_picture_of_another_site_is_not_fetched(library: Library, reference: str) -> None:
    assert library.find(reference) == FoundImage(url="https://a.fr/x.png")
    assert library.warnings == [("image-external", reference)]


def test_an_svg_is_stored_without_what_runs(tree: Tree, library: Library) -> None:
    (tree.root / "static" / "img" / "logo.svg").write_text(
        SVG.format("<script>alert(1)</script>"), encoding="utf-8"
    )

    assert library.find("/img/logo.svg") is not None
    with get_image_model().objects.get().file.open("rb") as stored:
        content = stored.read()
    assert b"script" not in content
    assert b"rect" in content
    assert Library(tree).find("/img/logo.svg") is not None
    assert get_image_model().objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("faux.svg", b"<html><body/></html>"),
        ("casse.svg", b"<svg"),
        ("texte.png", b"ceci n'est pas une image"),
        ("vide.png", b""),
        ("page.jpg", b"<?php echo 1; ?>"),
    ],
)
def test_what_is_no_picture_is_refused(tree: Tree, library: Library, name: str, content: bytes) -> None:
    (tree.root / "static" / "img" / name).write_bytes(content)

    assert library.find(f"/img/{name}") is None
    assert library.warnings == [("image-refused", f"/img/{name}")]
    assert get_image_model().objects.count() == 0


def test_a_picture_that_unfolds_to_too_many_pixels_is_refused(tree: Tree, library: Library) -> None:
    content = io.BytesIO()
    Pillow.new("1", (20_000, 7_000)).save(content, "PNG")
    (tree.root / "static" / "img" / "bombe.png").write_bytes(content.getvalue())

    assert library.find("/img/bombe.png") is None
    assert library.warnings == [("image-refused", "/img/bombe.png")]


def test_a_dry_run_writes_no_file(tree: Tree, own_media: Path) -> None:
    tree.picture("une.png")
    (tree.root / "static" / "img" / "logo.svg").write_text(SVG.format(""), encoding="utf-8")
    (tree.root / "static" / "img" / "texte.png").write_bytes(b"rien")
    library = Library(tree, dry_run=True)

    found = [library.find(f"/img/{name}") is not None for name in ("une.png", "logo.svg", "texte.png")]

    assert found == [True, True, False]
    assert library.report.outcomes["image"] == {"created": 2}
    assert list(own_media.rglob("*.*")) == []


def test_a_document_goes_into_its_library_once(tree: Tree, library: Library) -> None:
    path = tree.root / "static" / "img" / "mémo.pdf"
    path.write_bytes(b"%PDF-1.4 memo")

    key = library.media.document(path, "mémo")

    document = get_document_model().objects.get()
    assert (document.pk, document.title, Path(document.file.name).suffix) == (key, "mémo", ".pdf")
    assert Library(tree).media.document(path, "mémo") == key


def test_a_document_that_is_something_else_is_refused(tree: Tree, library: Library) -> None:
    path = tree.root / "static" / "img" / "faux.pdf"
    path.write_bytes(b"MZ\x90\0 program")

    assert library.media.document(path, "faux") is None
    assert get_document_model().objects.count() == 0


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_that_ends_too_soon_is_refused(tree: Tree, library: Library, kind: str) -> None:
    content = io.BytesIO()
    Pillow.effect_noise((90, 90), 80).convert("RGB").save(content, kind)
    (tree.root / "static" / "img" / "coupee.png").write_bytes(content.getvalue()[:-900])

    assert library.find("/img/coupee.png") is None
    assert library.warnings == [("image-refused", "/img/coupee.png")]
    assert images() == []


@pytest.mark.parametrize(
    "content",
    [
        SVG.format("<g>" * 20_000 + "</g>" * 20_000),
        '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + SVG.format("<text>&b;</text>"),
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG.format("<text>&x;</text>"),
        "<svg",
    ],
)
def test_a_drawing_that_would_harm_its_reader_is_refused(tree: Tree, library: Library, content: str) -> None:
    (tree.root / "static" / "img" / "dessin.svg").write_text(content, encoding="utf-8")

    assert library.find("/img/dessin.svg") is None
    assert library.warnings == [("image-refused", "/img/dessin.svg")]


def test_a_file_that_cannot_be_opened_is_refused(
    tree: Tree, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree.picture("fermee.png")

    def closed(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", closed)

    assert library.find("/img/fermee.png") is None
    assert library.warnings == [("image-refused", "/img/fermee.png")]


def test_an_address_that_is_none_is_refused(library: Library) -> None:
    assert library.find("http://[x") is None
    assert library.warnings == [("image-refused", "http://[x")]
