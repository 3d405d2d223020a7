from __future__ import annotations

from pathlib import Path

from PIL import Image as Pillow


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
