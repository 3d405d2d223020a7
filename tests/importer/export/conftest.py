from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Page

from cms.importer.export import export_content
from cms.importer.report import Report
from cms.importer.run import run_import
from cms.pages.standard.models import HomePage, StandardPage


class Site:
    """This site, with the few things a test does to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def export(self, name: str = "export", **options: Any) -> Path:
        export_content(self.folder / name, **options)
        return self.folder / name

    def load(self, path: Path, **options: Any) -> Report:
        return run_import([path], **{"publish": True, **options})

    def page(self, slug: str = "cantine", language: str = "fr", *, live: bool = True, **values: Any) -> Any:
        home = HomePage.objects.get(locale__language_code=language)
        page = StandardPage(title="La cantine", slug=slug, locale=home.locale, live=False, **values)
        home.add_child(instance=page)
        revision = page.save_revision()
        if live:
            revision.publish()
        return StandardPage.objects.get(pk=page.pk)

    def again(self, slug: str = "cantine") -> Any:
        return StandardPage.objects.get(slug=slug)

    def document(self, folder: Path, slug: str = "cantine") -> Path:
        return folder / "pages" / "accueil" / f"{slug}.md"

    def delete(self, *pages: Page) -> None:
        for page in pages:
            Page.objects.get(pk=page.pk).delete()


@pytest.fixture
def site(db: None, tmp_path: Path) -> Site:
    return Site(tmp_path)


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
