"""Reads pages of text, the home page, and what a site says on its index pages."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, get_page_models

from cms.core.pages import IndexPage
from cms.importer.base import Claim, Importer
from cms.importer.documents import Document
from cms.importer.languages import is_translation, locale_of
from cms.importer.names import tidy
from cms.importer.objects import Fields, ObjectImporter, PageImporter
from cms.importer.writing import with_ids
from cms.pages.standard.landing import LandingReader
from cms.pages.standard.models import HomePage, StandardPage

STEERING = {
    "layout",
    "menu",
    "url",
    "visible",
    "published",
    "weight",
    "aliases",
    "redirect_from",
    "permalink",
    "section_id",
    "lang",
    "lang-ref",
    "locale",
}
HERO = {"hero", "title", "description", "desc", "image", "date", "tags", "keywords", "order"}


class HeroImporter(PageImporter):
    """Abstract: a page with a hero whose remaining keys are blocks of its body."""

    def hero(self, document: Document, fields: Fields) -> None:
        hero = document.inside("hero")
        if not isinstance(hero, dict):
            return
        fields.values["hero_title"] = tidy(document.raw("hero", "title"))
        fields.values["hero_text"] = self.rich_text(document, "hero", "text")
        fields.values["hero_image"] = self.context.image(document, "hero", "image")
        label = tidy(document.raw("hero", "btn", "title"))
        address = document.raw("hero", "btn", "url")
        if label and address:
            target = self.context.surroundings(document).link(address, document.line("hero", "btn", "url"))
            fields.rows["hero_buttons"] = [{"label": label, "page": target.page, "link_url": target.url}]

    def read(self, document: Document, obj: Any) -> Fields:
        document.use(*STEERING, "keywords")
        description = "description" if document.peek("description") else "desc"
        fields = Fields(values=self.common(document, summary=description), rows={})
        # Plain text may be anything that has a date; a page of text need not have one.
        date = self.date(document) if document.has_front_matter else self.required_date(document, fields)
        fields.values["date"] = date.moment if date else None
        fields.tags = [tidy(item.text) for key in ("tags", "keywords") for item in document.items(key)]
        self.hero(document, fields)
        landing = LandingReader(self.context, document)
        landing.read(skip=HERO | STEERING)
        fields.values["body"] = (
            with_ids(landing.blocks, f"{document.source_path}#head") + fields.values["body"]
        )
        fields.rows["key_figure_rows"] = [{"figure": figure} for figure in landing.figures]
        return fields


class HomePageImporter(HeroImporter):
    """The root of a site tree settles the home page that is there."""

    kind = "home_page"
    label = gettext_lazy("home page")
    model = HomePage
    can_be_forced = False

    def claims(self, document: Document) -> Claim:
        return Claim.CERTAIN if document.tree and document.address == "/" else Claim.NO

    def adopt(self, document: Document) -> Any:
        return self.only_page(HomePage)


class IndexPageImporter(ObjectImporter):
    """A document at the address of an index page settles that page's title, introduction and body."""

    kind = "index_page"
    label = gettext_lazy("index page")
    model = Page
    can_be_forced = False

    def claims(self, document: Document) -> Claim:
        if document.tree and document.address.strip("/") and document.address.strip("/") in self.pages:
            return Claim.FOLDER  # a plugin whose index page holds more than text is surer
        if document.is_index and (document.collection or is_translation(document)):
            return Claim.FOLDER
        return Claim.NO

    @property
    def pages(self) -> dict[str, Page]:
        """Index pages of the site by their path, in other languages behind the language's code."""
        if "index pages" not in self.context.shared:
            found: dict[str, Page] = {}
            for model in get_page_models():
                if issubclass(model, IndexPage):
                    for page in model._default_manager.select_related("locale"):
                        is_source = page.locale_id == self.context.locale.pk
                        prefix = [] if is_source else [page.locale.language_code]
                        found["/".join([*prefix, *page.url_path.strip("/").split("/")[1:]])] = page
            self.context.shared["index pages"] = found
        pages: dict[str, Page] = self.context.shared["index pages"]
        return pages

    @property
    def loaded(self) -> dict[int, Any]:
        return {page.pk: page for page in self.pages.values()}

    def load(self, document: Document) -> Model | None:
        page = self.pages.get(document.address.strip("/"))
        if page is None:
            self.context.warn(
                document,
                1,
                "index-page-missing",
                document.address,
                _("skipped; the site has no such index page"),
            )
            return None
        self.context.join(document, page)
        return page

    def create(self, document: Document) -> Any:
        """Index pages are made at set-up, never by a document."""
        raise NotImplementedError

    def read(self, document: Document, obj: Any) -> Fields:
        document.use(*STEERING)
        landing = LandingReader(self.context, document)
        description = "description" if document.peek("description") else "desc"
        values = {"title": self.title(document), "introduction": self.rich_text(document, description)}
        landing.read(skip={"title", description, *STEERING})
        values["body"] = with_ids(landing.blocks, f"{document.source_path}#head") + self.blocks(document)
        return Fields(values=values)


class StandardPageImporter(HeroImporter):
    kind = "standard_page"
    label = gettext_lazy("standard page")
    model = StandardPage
    parent_model = HomePage

    def claims(self, document: Document) -> Claim:
        if document.peek("layout") == "page" or (document.tree and document.has_front_matter):
            return Claim.SHAPE
        return Claim.FALLBACK

    def order(self, document: Document) -> tuple[object, ...]:
        return (document.address.count("/"), document.source_path)

    def parent(self, document: Document) -> Any:
        """The page at the address above, when it is a page of text; else the home page."""
        if is_translation(document):
            return self.only_page(HomePage, locale_of(document))
        above = document.address.strip("/").rpartition("/")[0]
        return self.by_place.get(above) or self.only_page(HomePage)

    def create(self, document: Document) -> Any:
        page = super().create(document)
        self.by_place[self.place_of(page)] = page
        return page

    @property
    def by_place(self) -> dict[str, Any]:
        """Pages of text by their path below the home page."""
        if "pages of text" not in self.context.shared:
            self.context.shared["pages of text"] = {
                self.place_of(page): page for page in self.loaded.values()
            }
        found: dict[str, Any] = self.context.shared["pages of text"]
        return found

    def place_of(self, page: Page) -> str:
        return page.url_path[len(self.only_page(HomePage).url_path) :].strip("/")

    def read(self, document: Document, obj: Any) -> Fields:
        fields = super().read(document, obj)
        fields.values["source_order"] = document.number("order")
        fields.when_created = self.put_in_order
        return fields

    def put_in_order(self, new: StandardPage) -> None:
        """Put a new page that has an order among its siblings that have one; the others stay where they are."""
        page = StandardPage.objects.get(pk=new.pk)
        if page.source_order is None:
            return
        siblings = StandardPage.objects.sibling_of(page, inclusive=False).exclude(source_order=None)
        following = (
            siblings.filter(source_order__gt=page.source_order, path__lt=page.path).order_by("path").first()
        )
        if following is not None:
            page.move(following, pos="left")


importers: list[type[Importer]] = [HomePageImporter, IndexPageImporter, StandardPageImporter]
