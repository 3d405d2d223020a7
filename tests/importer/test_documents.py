from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from cms.importer.documents import LARGEST, Document, Value
from cms.importer.errors import WrongUsage
from cms.importer.reading import read_paths
from cms.importer.report import Failure, Report
from tests.importer.trees import Tree


@pytest.fixture
def report() -> Report:
    return Report()


def only(path: Path, report: Report) -> Document:
    (document,) = read_paths([path], report)
    return document


def kinds(report: Report) -> list[tuple[str, int, str, str]]:
    return [(warned.path, warned.line, warned.kind, warned.value) for warned in report.warnings]


def test_a_tree_gives_each_document_its_collection_address_and_source_path(
    tree: Tree, report: Report
) -> None:
    tree.write("defis/karfu’r.md", "---\ntitle: Karfu’R\n---\n")
    tree.write("team.md", "---\ntitle: Équipe\nurl: /equipe\n---\n")
    tree.write("_index.md", "---\ntitle: Accueil\n---\n")

    documents = read_paths([tree.root], report)

    assert [(d.source_path, d.collection, d.address, d.is_index) for d in documents] == [
        ("content/_index.md", "", "/", True),
        ("content/team.md", "", "/equipe/", False),
        ("content/defis/karfu’r.md", "defis", "/defis/karfur/", False),
    ]


@pytest.mark.parametrize("part", [".", "content", "content/defis", "content/defis/label.md", ".."])
def test_a_document_has_one_source_path_whatever_part_of_the_tree_is_given(
    tree: Tree, report: Report, part: str
) -> None:
    tree.write("defis/label.md", "---\ntitle: LABEL\n---\n")

    assert [document.source_path for document in read_paths([tree.root / part], report)] == [
        "content/defis/label.md"
    ]


def test_a_folder_with_content_needs_no_other_sign_of_a_site(tmp_path: Path, report: Report) -> None:
    folder = tmp_path / "content" / "ateliers"
    folder.mkdir(parents=True)
    (folder / "un.md").write_text("---\ntitle: Un atelier\n---\n", encoding="utf-8")

    document = only(tmp_path, report)

    assert (document.source_path, document.collection) == ("content/ateliers/un.md", "ateliers")


def test_single_documents_are_named_by_file_and_have_no_address(tmp_path: Path, report: Report) -> None:
    (tmp_path / "00_communiqué.txt").write_text("---\ntitle: Un communiqué\n---\nTexte", encoding="utf-8")

    document = only(tmp_path, report)

    assert (document.source_path, document.collection, document.address) == ("00_communiqué.txt", "", "")


def test_two_single_documents_of_one_name_are_not_taken_for_one(tmp_path: Path, report: Report) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "page.md").write_text("---\ntitle: Page\n---\n", encoding="utf-8")

    documents = read_paths([tmp_path / "a" / "page.md", tmp_path / "b" / "page.md", tmp_path / "a"], report)

    assert [document.path.parent.name for document in documents] == ["a"]
    assert [failure.path for failure in report.failures] == ["page.md"]
    assert [document.source_path for document in read_paths([tmp_path], Report())] == [
        "a/page.md",
        "b/page.md",
    ]


def test_names_in_decomposed_letters_are_compared_composed_and_opened_as_they_are(
    tree: Tree, report: Report
) -> None:
    name = unicodedata.normalize("NFD", "mesri-données.md")
    tree.write(f"defis/{name}", "---\ntitle: Données\n---\n")

    document = only(tree.root, report)

    assert document.source_path == "content/defis/mesri-données.md"
    assert document.address == "/defis/mesri-donnees/"
    assert document.path.read_text(encoding="utf-8") == "---\ntitle: Données\n---\n"


def test_files_that_are_no_documents_get_one_warning_each(tree: Tree, report: Report) -> None:
    tree.write("personnes/profil.ipynb", "{}")
    tree.write("defis/.keep", "")
    tree.write("defis/vide.md", " \n")

    assert read_paths([tree.root], report) == []
    assert kinds(report) == [
        ("content/defis/.keep", 1, "not-content", ".keep"),
        ("content/defis/vide.md", 1, "empty-document", "vide.md"),
        ("content/personnes/profil.ipynb", 1, "not-content", "profil.ipynb"),
    ]
    assert report.failures == []


def test_a_repeated_key_is_warned_about_at_the_repeat(tree: Tree, report: Report) -> None:
    tree.write("personnes/anne.md", "---\ntitle: Anne\njob: Designer\njob: Juriste\n---\n")

    document = only(tree.root, report)

    assert document.text("job") == "Juriste"
    assert kinds(report) == [("content/personnes/anne.md", 4, "duplicate-yaml-key", "job: Designer")]


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"---\ntitle: [\n---\n", 3, "not valid YAML"),
        ("---\ntitle: Été\n---\n\nChaleur".encode("latin-1"), 2, "not UTF-8"),
        (b"---\ntitle: x\n---\nabc\0def", 4, "NUL"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 3, "NUL"),
        (b"---\ntitle: x\n", 1, "never closed"),
        (b"x" * (LARGEST + 1), 1, "larger than"),
    ],
)
def test_what_cannot_be_read_is_named_and_does_not_stop_the_others(
    tree: Tree, report: Report, content: bytes, line: int, words: str
) -> None:
    tree.write("defis/a.md", "").write_bytes(content)
    tree.write("defis/b.md", "---\ntitle: Bien\n---\n")

    documents = read_paths([tree.root], report)

    assert [document.text("title") for document in documents] == ["Bien"]
    ((path, at, reason),) = [(f.path, f.line, f.reason) for f in report.failures]
    assert (path, at) == ("content/defis/a.md", line)
    assert words in reason
    assert report.exit_code == 1


def test_a_path_that_does_not_exist_is_wrong_usage(tmp_path: Path, report: Report) -> None:
    with pytest.raises(WrongUsage, match="nulle-part"):
        read_paths([tmp_path / "nulle-part"], report)


def test_symbolic_links_are_not_followed(tree: Tree, report: Report, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("---\ntitle: Secret\n---\n", encoding="utf-8")
    (tree.root / "content" / "lien.md").symlink_to(secret)
    (tree.root / "static" / "img" / "lien.png").symlink_to(secret)
    tree.write("page.md", "---\ntitle: Page\n---\n")

    document = only(tree.root, report)

    assert document.text("title") == "Page"
    assert kinds(report) == [("content/lien.md", 1, "symbolic-link", "lien.md")]
    assert document.files.find("/img/lien.png") == (None, False)


@pytest.mark.parametrize("name", ["../../secret.txt", "/../secret.txt", "img/../../../secret.txt"])
def test_files_outside_the_tree_are_never_found(tree: Tree, report: Report, name: str) -> None:
    (tree.root.parent / "secret.txt").write_text("secret", encoding="utf-8")
    tree.write("page.md", "---\ntitle: Page\n---\n")

    assert only(tree.root, report).files.find(name) == (None, False)


def test_files_are_found_by_composed_name_and_by_case_as_a_last_resort(tree: Tree, report: Report) -> None:
    name = unicodedata.normalize("NFD", "équipe.png")
    path = tree.picture(name)
    tree.write("page.md", "---\ntitle: Page\n---\n")

    files = only(tree.root, report).files

    assert files.find("/img/équipe.png") == (path, True)
    assert files.find("img/Équipe.PNG") == (path, False)


def test_windows_line_ends_and_byte_order_mark_are_read_as_plain_text(tree: Tree, report: Report) -> None:
    tree.write("page.md", "").write_bytes("\ufeff---\r\ntitle: Page\r\n---\r\nTexte\r\n".encode())

    document = only(tree.root, report)

    assert (document.text("title"), document.body) == ("Page", "Texte\n")


def test_text_is_one_composed_line_and_keeps_no_break_spaces(tree: Tree, report: Report) -> None:
    tree.write("page.md", '---\ntitle: "  La suite\u00a0:\n  demain "\nannée: 2022\nvide:\n---\n')

    document = only(tree.root, report)

    assert document.text("title") == "La suite\u00a0: demain"
    assert document.text("année") == "2022"
    assert document.text("vide") == ""


def test_items_are_untrimmed_scalars_with_their_lines(tree: Tree, report: Report) -> None:
    tree.write("page.md", "---\ndefis:\n  - 'TRISTAN '\n  - ''\n  - DataESR\nwho: Cerema\n---\n")

    document = only(tree.root, report)

    assert document.items("defis") == [Value("TRISTAN ", 3), Value("DataESR", 5)]
    assert document.items("who") == [Value("Cerema", 6)]
    assert document.items("absent") == []


def test_unused_tells_each_value_nobody_read(tree: Tree, report: Report) -> None:
    tree.write("page.md", "---\ntitle: Page\nposte:\n  lieu: Brest\n  vide: ''\nnombre: 3\n---\n")

    document = only(tree.root, report)
    document.text("title")

    assert list(document.unused()) == [(("poste", "lieu"), "Brest"), (("nombre",), "3")]


def test_reports_name_a_failure_by_path_and_line() -> None:
    assert str(Failure("content/a.md", 3, "Illisible.")) == "content/a.md:3 Illisible."
