"""Links: to a page, a document or an address, alone or with a few words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.models import Page

from cms.core.blocks.base import (
    Group,
    LinkURLBlock,
    ListBlock,
    RichTextBlock,
    StructBlock,
    UntranslatedCharBlock,
)
from cms.core.links import (
    Target,
    document_representation,
    is_external,
    is_public_file,
    page_representation,
    public_page,
    public_pages,
    safe_url,
)
from cms.core.locale import language_of


class LinkValue(blocks.StructValue):
    """A page, a document or an address; the first one given counts."""

    @property
    def target(self) -> Target | None:
        """Where a reader is led, or None: nothing chosen, or nothing the public may open."""
        return link_target(self)


def link_target(link: Mapping[str, Any]) -> Target | None:
    """The target of a stored link. A chosen page or document that is not public is no target,
    even when an address was given beside it."""
    fragment = anchor_fragment(link.get("anchor"))
    if link.get("page"):
        page = public_page(link["page"])
        if page is None or not page.url:
            return None
        language = language_of(page)
        return Target(
            page.url + fragment,
            page.title,
            "page",
            language=None if language == (get_language() or "")[:2] else language,
        )
    if link.get("document"):
        document = link["document"]
        if not is_public_file(document):
            return None
        return Target(document.url, document.title, "document", document=document)
    url = safe_url(link.get("url"))
    if url:
        return Target(url + ("" if "#" in url else fragment), url, "url", external=is_external(url))
    if fragment:
        return Target(fragment, "", "anchor")
    return None


def anchor_fragment(anchor: Any) -> str:
    """ "#anchor" for a stored anchor, with or without its sign; "" for what cannot be one."""
    name = str(anchor or "").strip().lstrip("#")
    return safe_url(f"#{name}") if name else ""


class LinkBlock(StructBlock):
    """The reusable part: where a link leads. Fill in one of page, document and address."""

    page = blocks.PageChooserBlock(required=False, label=_("Page"))
    document = DocumentChooserBlock(required=False, label=_("Document"))
    url = LinkURLBlock(
        required=False,
        label=_("Address"),
        help_text=_("For a page of another site, a mail or telephone address."),
    )
    anchor = UntranslatedCharBlock(
        required=False, label=_("Anchor"), help_text=_("The place in the page, without the # sign.")
    )

    def __init__(self, local_blocks: Any = None, required: bool = True, **kwargs: Any) -> None:
        super().__init__(local_blocks, **kwargs)
        self.target_required = required

    def to_python(self, value: Any) -> LinkValue:
        return self._without_lost_anchor(value, super().to_python(value))

    def bulk_to_python(self, values: Iterable[Any]) -> list[LinkValue]:
        stored = list(values)
        return list(map(self._without_lost_anchor, stored, super().bulk_to_python(stored)))

    @staticmethod
    def _without_lost_anchor(stored: Any, value: LinkValue) -> LinkValue:
        """An anchor of a page that was deleted does not become one of the page it stands in."""
        if isinstance(stored, dict) and stored.get("page") and value["page"] is None:
            value["anchor"] = ""
        return value

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        given = [name for name in ("page", "document", "url") if cleaned.get(name)]
        if len(given) > 1:
            error = ValidationError(_("Choose only one of page, document and address."))
            raise StructBlockValidationError(block_errors={given[-1]: error})
        if (
            not given
            and not cleaned.get("anchor")
            and self.target_required
            and not self.is_deferred_validation
        ):
            error = ValidationError(_("Choose a page or a document, or enter an address."))
            raise StructBlockValidationError(block_errors={"page": error})
        return cleaned

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        target = link_target(value)
        page = public_page(value["page"]) if value["page"] else None
        return {
            "page": page_representation(page),
            "document": document_representation(value["document"]),
            "url": safe_url(value["url"]) if target and target.kind == "url" else "",
            "anchor": value["anchor"],
            "href": target.href if target else None,
        }

    class Meta:
        icon = "link"
        label = _("Link")
        value_class = LinkValue
        form_classname = "struct-block cms-link-block"


class LinkLineBlock(StructBlock):
    label = blocks.CharBlock(
        required=False,
        label=_("Text of the link"),
        help_text=_("Left empty: the title of the page or document."),
    )
    link = LinkBlock(label=_("Target"))

    class Meta:
        icon = "link"
        label = _("Link")
        description = _("A link on its own line.")
        group = Group.LINKS
        template = "core/blocks/link.html"
        label_format = "{label}"


class CallToActionBlock(StructBlock):
    title = blocks.CharBlock(required=False, label=_("Title"))
    text = RichTextBlock(required=False, label=_("Text"))
    label = blocks.CharBlock(label=_("Text of the button"))
    link = LinkBlock(label=_("Target"))

    class Meta:
        icon = "crosshairs"
        label = _("Call to action")
        description = _("A few words and a button.")
        group = Group.LINKS
        template = "core/blocks/call_to_action.html"
        label_format = "{title}"


class PublicDocumentBlock(DocumentChooserBlock):
    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any] | None:
        return document_representation(value)


class DocumentBlock(StructBlock):
    document = PublicDocumentBlock(label=_("Document"))
    label = blocks.CharBlock(
        required=False, label=_("Text of the link"), help_text=_("Left empty: the title of the document.")
    )

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["public"] = is_public_file(value["document"])
        return context

    class Meta:
        icon = "doc-full"
        label = _("Document")
        description = _("A file to download, with its format, weight and language.")
        group = Group.LINKS
        template = "core/blocks/document.html"
        label_format = "{label}"


def whole_pages(pages: list[Page]) -> list[Page]:
    """The pages with all that their cards show, in the same order and a few queries in all."""
    queryset = Page.objects.filter(pk__in=[page.pk for page in pages]).specific()
    by_key = {page.pk: page for page in queryset}
    found = [by_key[page.pk] for page in pages if page.pk in by_key]
    prefetch_related_objects([page for page in found if hasattr(type(page), "image")], "image")
    return found


class CardsBlock(StructBlock):
    title = blocks.CharBlock(required=False, label=_("Title"))
    pages = ListBlock(blocks.PageChooserBlock(), label=_("Pages"))

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["pages"] = whole_pages([page for page in public_pages(value["pages"]) if page and page.url])
        return context

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        shown = [page_representation(page) for page in public_pages(value["pages"])]
        return {"title": value["title"], "pages": [page for page in shown if page]}

    class Meta:
        icon = "copy"
        label = _("Cards")
        description = _("Pages of the site shown as cards.")
        group = Group.LINKS
        template = "core/blocks/cards.html"
        label_format = "{title}"
