"""What every public template needs: typography, images, languages, relations, structured data."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.conf import settings
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info
from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from cms.core.images import renditions_of, text_alternative
from cms.core.links import Target, document_size, is_public_file, is_public_page, public_page, safe_url
from cms.core.locale import localized
from cms.core.rich_text import external_notice, public_html
from cms.core.typography import typeset, typeset_html
from cms.plugins.registry import registry

register = template.Library()

# Widths offered to browsers; a picture is never enlarged.
IMAGE_WIDTHS = (480, 800, 1200, 1600)
# Characters that could end a script element or a string inside one.
JSON_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@register.filter
def french_typography(value: Any) -> SafeString | str:
    """Text with French no-break spaces when the page is read in French; unchanged otherwise."""
    if value in (None, ""):
        return ""
    is_html = hasattr(value, "__html__")
    if not (get_language() or "").startswith("fr"):
        return value if is_html else str(value)
    return mark_safe(typeset_html(str(value))) if is_html else typeset(str(value))


@register.filter
def rich_text(value: Any) -> SafeString:
    """Stored rich text as the public reads it (see `cms.core.rich_text.public_html`)."""
    return public_html(value.source if isinstance(value, RichText) else value)


@register.filter
def safe_href(value: Any) -> str:
    """An address that may stand in an href, else nothing."""
    return safe_url(value)


@register.filter
def in_language(value: Any) -> Any:
    """The visible translation of an object in the reader's language, else the object itself."""
    return localized(value) if value is not None else None


@register.filter
def language_code(value: Any) -> str:
    """The object's language where it differs from the reader's, for a `lang` attribute; else nothing."""
    locale = getattr(value, "locale", None)
    code = locale.language_code if locale else ""
    return "" if code == (get_language() or "").split("-")[0] else code


@register.filter
def language_name(code: str) -> str:
    """The name of a language in the reader's language."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


@register.filter
def is_public(value: Any) -> bool:
    """Whether a document or an image may be shown."""
    return is_public_file(value)


@register.simple_tag
def base_url() -> str:
    """Scheme and host under which this site is known."""
    return str(settings.WAGTAILADMIN_BASE_URL).rstrip("/")


@register.simple_tag
def absolute_url(value: Any) -> str:
    """The full address of a page, of an object with an address, or of an address on this site."""
    if isinstance(value, Page):
        return value.full_url or ""
    if isinstance(value, Model):
        value = value.get_absolute_url() if hasattr(value, "get_absolute_url") else getattr(value, "url", "")
    url = safe_url(value)
    return base_url() + url if url.startswith("/") else url


@register.simple_tag
def translations_of(value: Any) -> list[dict[str, Any]]:
    """The public versions of a page in all languages, its own included, source language first.

    Each is {"code", "name", "url", "full_url", "page", "is_current"}. Other objects than pages
    give a list when they bring their own `public_translations()`.
    """
    if value is None or not getattr(value, "pk", None) or not hasattr(value, "get_translations"):
        return []
    if isinstance(value, Page):
        versions = [
            version
            for version in value.get_translations(inclusive=True).select_related("locale")
            if is_public_page(version) and version.url
        ]
    elif hasattr(value, "public_translations"):
        versions = list(value.public_translations())
    else:
        return []
    order = [code for code, _name in settings.LANGUAGES]
    found = [
        {
            "code": version.locale.language_code,
            "name": get_language_info(version.locale.language_code)["name_local"].capitalize(),
            "url": _address(version),
            "full_url": absolute_url(version),
            "page": version,
            "is_current": version.pk == value.pk,
        }
        for version in versions
    ]
    return sorted(found, key=lambda one: order.index(one["code"]) if one["code"] in order else len(order))


def _address(value: Any) -> str:
    return value.url if isinstance(value, Page) else value.get_absolute_url()


@register.simple_tag
def breadcrumb(page: Any) -> list[Page]:
    """The public ancestors of a page below the tree's root, the home page first."""
    if not isinstance(page, Page) or not page.pk:
        return []
    ancestors = page.get_ancestors().filter(depth__gt=1)
    return [ancestor for ancestor in ancestors if is_public_page(ancestor) and ancestor.url]


@register.simple_tag
def home_url() -> str:
    """The address of the home page in the reader's language."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    page = public_page(site.root_page) if site else None
    return (page.url if page else "") or "/"


@register.simple_tag(takes_context=True)
def related_sections(context: Any, owner: Model) -> SafeString:
    """All that other plugins add to `owner`: each section that holds something, under its heading."""
    rendered = []
    for section in registry.related_for(type(owner)):
        items = list(section.items(owner))
        if not items:
            continue
        content = render_to_string(
            section.template,
            {**context.flatten(), "items": items, "owner": owner, "section": section},
        )
        rendered.append(
            render_to_string(
                "includes/related_section.html", {"section": section, "content": mark_safe(content)}
            )
        )
    return mark_safe("".join(rendered))


@register.simple_tag
def json_ld(value: Any) -> SafeString:
    """What search engines are told of an object, as script elements that no text can break out of."""
    if not isinstance(value, Model):
        return mark_safe("")
    elements = []
    for description in registry.json_ld_for(type(value)):
        data = description.build(value)
        if data:
            body = json.dumps(data, ensure_ascii=False, default=str).translate(JSON_ESCAPES)
            elements.append(f'<script type="application/ld+json">{body}</script>')
    return mark_safe("\n".join(elements))


@register.inclusion_tag("includes/image.html")
def cms_image(
    image: Any,
    alt: str | None = None,
    decorative: bool | None = None,
    sizes: str = "(min-width: 62em) 50rem, 100vw",
    width: int = 1200,
    crop: str = "",
    css_class: str = "",
    lazy: bool = True,
) -> dict[str, Any]:
    """An `img` with its size, several widths and its text alternative; nothing when it may not be shown.

    `width` is the widest it is shown at; `crop` is a size such as "400x400" to fill instead.
    A broken file shows nothing rather than failing the page.
    """
    if not is_public_file(image):
        return {"main": None}
    if crop:
        specs = [f"fill-{crop}"]
    else:
        specs = [f"width-{step}" for step in IMAGE_WIDTHS if step <= width] or [f"width-{width}"]
    if not image.is_svg():
        specs = [f"{spec}|format-webp" for spec in specs]
    renditions = renditions_of(image, specs)
    if not renditions:
        return {"main": None}
    alternative = text_alternative(image, alt, decorative)
    distinct = {rendition.width: rendition for rendition in renditions}
    return {
        "main": renditions[-1],
        "sources": [] if image.is_svg() or len(distinct) < 2 else list(distinct.values()),
        "sizes": sizes,
        "alt": alternative.text,
        "css_class": css_class,
        "lazy": lazy,
    }


@register.inclusion_tag("includes/link.html")
def cms_link(target: Target | None, label: Any = "", css_class: str = "") -> dict[str, Any]:
    """A link to a target; its bare label when there is nothing the public may open."""
    text = label or (target.title if target else "")
    return {"target": target, "text": text, "css_class": css_class}


@register.inclusion_tag("includes/document_link.html")
def document_link(document: Any, label: Any = "") -> dict[str, Any]:
    """A link to a public document with its format, weight and language; nothing when it is not public."""
    if not is_public_file(document):
        return {"document": None}
    return {
        "document": document,
        "text": label or document.title,
        "format": document.file_extension.upper(),
        "size": document_size(document),
        "language": document.language,
    }


@register.simple_tag
def external_link_notice() -> SafeString:
    """What a screen reader hears after a link that leaves the site."""
    return external_notice()


@register.simple_tag(takes_context=True)
def render_body(context: Any, stream: Any) -> SafeString:
    """All blocks of a body in order; headings get anchors that are single on the page."""
    if not stream:
        return mark_safe("")
    block_context = {**context.flatten(), "used_anchors": set()}
    return mark_safe(
        "".join(
            format_html(
                '<div class="block block--{}">{}</div>\n',
                child.block_type,
                conditional_escape(child.render(block_context)),
            )
            for child in stream
        )
    )
