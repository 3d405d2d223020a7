from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from PIL import Image as Pillow

from tests.importer.surroundings import NoSite

SHARED = Path(os.environ.get("EIG_SHARED") or Path(__file__).parents[3] / "shared")


@pytest.fixture(autouse=True)
def in_english(same_start: None) -> Iterator[None]:
    """What the importer says is compared in the language it is written in."""
    with translation.override("en"):
        yield


@pytest.fixture
def around() -> NoSite:
    return NoSite()


@pytest.fixture(scope="session")
def shared_content() -> Path:
    """The real content, which is no part of the project: EIG_SHARED, or ../shared beside the checkout."""
    content = SHARED / "content"
    if content.is_dir():
        return content
    sentence = f"There is no {content}: set EIG_SHARED to the folder that holds `content`."
    if os.environ.get("CI") == "true":
        pytest.fail(sentence)
    pytest.skip(sentence)


class Tree:
    """A small Hugo site on disk."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "content").mkdir(parents=True)
        (root / "static" / "img").mkdir(parents=True)

    def write(self, path: str, text: str) -> Path:
        file = self.root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def picture(
        self, name: str, colour: str = "navy", size: tuple[int, int] = (12, 8), kind: str = "PNG"
    ) -> Path:
        file = self.root / "static" / "img" / name
        Pillow.new("RGB", size, colour).save(file, kind)
        return file


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path / "site")
