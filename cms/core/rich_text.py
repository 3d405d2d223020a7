"""Rich text: what editors may write, and how it is shown to the public.

It is stored as Wagtail's database HTML. A passage in another language is stored as
`<span lang="en">`: in the editor it is an inline style, so no script of our own is needed.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import nh3
from django.conf import settings
from django.db.models import Model
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.admin.rich_text.editors.draftail.features import InlineStyleFeature
from wagtail.api.rich_text import APIRichText
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.models import Page
from wagtail.rich_text import RichText, expand_db_html
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler

from cms.core.links import is_external, is_public_file, public_pages, safe_url
from cms.core.typography import typeset_html

LANGUAGES = (
    ("en", gettext_lazy("English")),
    ("de", gettext_lazy("German")),
    ("es", gettext_lazy("Spanish")),
    ("it", gettext_lazy("Italian")),
    ("la", pgettext_lazy("language", "Latin")),
    ("fr", gettext_lazy("French")),
)
# The source language is not offered as a mark: French passages in an English page come from translation.
MARKED_LANGUAGES = tuple(code for code, _name in LANGUAGES if code != "fr")

RICH_TEXT_FEATURES = (
    "bold",
    "italic",
    "strikethrough",
    "superscript",
    "subscript",
    "code",
    "link",
    "document-link",
    "ol",
    "ul",
    "hr",
    *(f"lang-{code}" for code in MARKED_LANGUAGES),
)

# What may reach a reader, whatever way it came into the database.
PUBLIC_TAGS = {
    "a", "b", "br", "code", "del", "em", "hr", "i", "li", "ol", "p", "s", "span", "strong", "sub", "sup", "ul",
}  # fmt: skip
PUBLIC_ATTRIBUTES = {"a": {"href", "hreflang", "id"}, "span": {"lang"}}
PUBLIC_SCHEMES = {"http", "https", "mailto", "tel"}

LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
# Larger numbers than the database can hold are no ids.
POSSIBLE_ID = re.compile(r"[0-9]{1,18}")
HREF = re.compile(r'\bhref="([^"]*)"')


def public_html(html: str | None) -> SafeString:
    """Stored rich text as the public reads it.

    Links lead to the active language's version of a page; a link to what is not public
    becomes its bare text; links that leave the site say so; French gets its no-break spaces.
    """
    clean = clean_html(expand_db_html(html or ""))
    shown = LINK.sub(_announce_link, clean)
    if (get_language() or "").startswith("fr"):
        shown = typeset_html(shown)
    return mark_safe(shown)


def clean_html(html: str) -> str:
    """`html` with the tags and attributes of our features, and no others."""
    return nh3.clean(
        html,
        tags=PUBLIC_TAGS,
        attributes=PUBLIC_ATTRIBUTES,
        url_schemes=PUBLIC_SCHEMES,
        link_rel=None,
    )


def serialize_rich_text(html: str | None, context: Any = None) -> str:
    """Stored rich text in the format an API request asks for (`rich_text_format`)."""
    request = context.get("request") if context else None
    # Not the stock default, whose links name drafts and private pages by their ids.
    wanted = request.GET.get("rich_text_format", "html") if request else "html"
    # An address that may not be shown leaves its text, as it does on the page.
    shown = LINK.sub(_show_for_others, clean_html(expand_db_html(html or "")))
    return APIRichText.serialize(shown, format=APIRichText.resolve_format(wanted))


class PublicRichText(RichText):
    """A rich text value that prints itself by `public_html`."""

    def __html__(self) -> str:
        return public_html(self.source)

    def __str__(self) -> str:
        return self.__html__()


class PublicPageLinkHandler(PageLinkHandler):
    """Links to pages that never name a draft, an expired page or a private one."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, str]]) -> list[Page | None]:
        return named_objects(Page, attrs_list)

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        return [
            format_html('<a href="{}">', page.url) if page and page.url else "<a>"
            for page in public_pages(cls.get_many(attrs_list))
        ]


class PublicDocumentLinkHandler(DocumentLinkHandler):
    """Links to documents that never name one of a private collection."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, str]]) -> list[Any]:
        return named_objects(cls.get_model(), attrs_list)

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        return [
            format_html('<a href="{}">', document.url) if is_public_file(document) else "<a>"
            for document in cls.get_many(attrs_list)
        ]


def named_objects(model: type[Model], attrs_list: list[dict[str, str]]) -> list[Any]:
    """The object each stored link names, or None: no such object, or an id that is no number."""
    ids = [
        int(text) if POSSIBLE_ID.fullmatch(text) else 0
        for text in (attrs.get("id", "") for attrs in attrs_list)
    ]
    found = model._default_manager.in_bulk(set(ids))
    return [found.get(one) for one in ids]


def register_features(features: FeatureRegistry) -> None:
    """Add the language marks, and put our link handlers in the place of Wagtail's."""
    names = dict(LANGUAGES)
    for code in MARKED_LANGUAGES:
        feature, style = f"lang-{code}", f"LANG_{code.upper()}"
        features.register_editor_plugin(
            "draftail",
            feature,
            InlineStyleFeature(
                {
                    "type": style,
                    "label": code.upper(),
                    "description": _language_description(names[code]),
                    "style": {"borderBottom": "2px dotted currentColor"},
                }
            ),
        )
        features.register_converter_rule(
            "contentstate",
            feature,
            {
                "from_database_format": {f"span[lang={code}]": InlineStyleElementHandler(style)},
                "to_database_format": {"style_map": {style: {"element": "span", "props": {"lang": code}}}},
            },
        )
    features.register_link_type(PublicPageLinkHandler)
    features.register_link_type(PublicDocumentLinkHandler)


def _language_description(name: Any) -> str:
    return str(_("Passage in another language: %(language)s") % {"language": name})


def external_notice() -> SafeString:
    """What a screen reader hears after a link that leaves the site."""
    return format_html('<span class="visually-hidden"> ({})</span>', _("external site"))


def _announce_link(match: re.Match[str]) -> str:
    href = HREF.search(match.group(1))
    text = match.group(2)
    if not href or not safe_url(unescape(href.group(1))):
        return text
    if is_external(unescape(href.group(1))):
        return f'<a{match.group(1)} rel="external noopener">{text}{external_notice()}</a>'
    return match.group(0)


def _show_for_others(match: re.Match[str]) -> str:
    """A link as it can be followed from another site; only its text where it leads nowhere."""
    href = HREF.search(match.group(1))
    if not href or not safe_url(unescape(href.group(1))):
        return match.group(2)
    base = str(settings.WAGTAILADMIN_BASE_URL).rstrip("/")
    return match.group(0).replace('href="/', f'href="{base}/', 1)
