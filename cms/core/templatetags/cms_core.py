"""What every public template needs: typography, images, languages, relations, structured data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.db.models import Model
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.utils.formats import date_format, number_format, time_format
from django.utils.html import conditional_escape, format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language
from wagtail.rich_text import RichText, get_text_for_indexing

from cms.core import navigation
from cms.core.images import renditions_of, responsive_image
from cms.core.links import Target, document_size, is_public_file, safe_url
from cms.core.locale import language_of, localized
from cms.core.rich_text import external_notice, public_html
from cms.core.structured_data import script_element
from cms.core.typography import typeset, typeset_html
from cms.plugins.registry import registry

register = template.Library()

register.simple_tag(navigation.absolute_url)
register.simple_tag(navigation.base_url)
register.simple_tag(navigation.breadcrumb)
register.simple_tag(navigation.elided_pages)
register.simple_tag(navigation.legal_pages)
register.simple_tag(navigation.menu_pages)
register.simple_tag(navigation.site_name)
register.simple_tag(navigation.translations_of)
register.simple_tag(external_notice, name="external_link_notice")


@register.filter
def french_typography(value: Any) -> SafeString | str:
    """Text with French no-break spaces when the page is read in French; unchanged otherwise."""
    if value in (None, ""):
        return ""
    is_html = hasattr(value, "__html__")
    text = str(value)
    if (get_language() or "").startswith("fr"):
        text = typeset_html(text) if is_html else typeset(text)
    return mark_safe(text) if is_html else text


@register.filter
def rich_text(value: Any) -> SafeString:
    """Stored rich text as the public reads it (see `cms.core.rich_text.public_html`)."""
    return public_html(value.source if isinstance(value, RichText) else value)


@register.filter
def plain_text(value: Any) -> str:
    """The words of a stored rich text, for a list or a description."""
    source = value.source if isinstance(value, RichText) else str(value or "")
    return " ".join(strip_tags(get_text_for_indexing(source)).split())


@register.filter
def number(value: Any) -> str:
    """A number as the reader's language writes it, without useless decimals."""
    if value in (None, ""):
        return ""
    text = str(value)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    decimals = len(text.partition(".")[2])
    return number_format(text, decimal_pos=decimals, use_l10n=True, force_grouping=True)


@register.filter
def long_date(value: Any) -> str:
    """A day as the reader's language writes it: "1er mars 2024", "March 1, 2024"."""
    if not value:
        return ""
    day = localtime(value) if isinstance(value, datetime) else value
    text = date_format(day, "DATE_FORMAT")
    is_french = (get_language() or "").startswith("fr")
    return f"1er{text[1:]}" if is_french and day.day == 1 else text


@register.filter
def clock(value: datetime | None) -> str:
    """A time of day by the clock of Paris: "18 h", "9 h 30" in French."""
    if not value:
        return ""
    moment = localtime(value)
    if not (get_language() or "").startswith("fr"):
        return time_format(moment, "TIME_FORMAT")
    return f"{moment.hour}\u00a0h" + (f"\u00a0{moment:%M}" if moment.minute else "")


@register.filter
def safe_href(value: Any) -> str:
    """An address that may stand in an href, else nothing."""
    return safe_url(value)


@register.filter
def starts_with(value: str, beginning: str) -> bool:
    return str(value).startswith(beginning)


@register.filter
def in_language(value: Any) -> Any:
    """The visible translation of an object in the reader's language, else the object itself."""
    return localized(value) if value is not None else None


@register.filter
def language_code(value: Any) -> str:
    """The object's language where it differs from the reader's, for a `lang` attribute; else nothing."""
    code = language_of(value)
    return "" if code == (get_language() or "").split("-")[0] else code


@register.filter
def name_of_language(code: str) -> str:
    """The name of a language in the reader's language, as it stands inside a sentence."""
    name = navigation.language_info(code, "name_translated")
    # French writes languages without a capital.
    return name.lower() if (get_language() or "").startswith("fr") else name


@register.simple_tag
def home_url() -> str:
    """The address of the home page in the reader's language."""
    page = navigation.home_page()
    return (page.url if page else "") or "/"


@register.simple_tag(takes_context=True)
def page_address(context: Any, number: int) -> str:
    """The address of one page of the list being read, other parameters kept."""
    request = context.get("request")
    parameters = request.GET.copy() if request else {}
    parameters["page"] = number
    return "?" + (parameters.urlencode() if request else f"page={number}")


@register.simple_tag(takes_context=True)
def related_sections(context: Any, owner: Model) -> SafeString:
    """All that other plugins add to `owner`: each section that holds something, under its heading."""
    rendered = []
    for section in registry.related_for(type(owner)):
        items = list(section.items(owner))
        if not items:
            continue
        inside = {**context.flatten(), "items": items, "owner": owner, "section": section}
        content = render_to_string(section.template, inside)
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
            elements.append(script_element(data))
    return mark_safe("\n".join(elements))


@register.inclusion_tag("includes/img.html")
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
    found = responsive_image(image, alt or None, decorative or None, width=width, crop=crop)
    return {"image": found, "sizes": sizes, "css_class": css_class, "lazy": lazy}


@register.simple_tag
def sharing_image(image: Any) -> Any:
    """The rendition social networks show of an image, or None when it may not be shown."""
    if not is_public_file(image) or image.is_svg():
        return None
    found = renditions_of(image, ["fill-1200x630|format-jpeg"])
    return found[0] if found else None


@register.simple_tag
def cms_link(target: Target | None, label: Any = "", css_class: str = "") -> SafeString:
    """A link to a target; its bare label when there is nothing the public may open."""
    text = label or (target.title if target else "")
    return inline("includes/link.html", {"target": target, "text": text, "css_class": css_class})


@register.simple_tag
def document_link(document: Any, label: Any = "") -> SafeString:
    """A link to a public document with its format, weight and language; nothing when it is not public."""
    if not is_public_file(document):
        return mark_safe("")
    return inline("includes/document_link.html", {"document": document, "text": label or document.title})


def inline(template_name: str, context: dict[str, Any]) -> SafeString:
    """A template without the line break at its end, which would be a blank inside the sentence."""
    return mark_safe(render_to_string(template_name, context).strip())


@register.simple_tag
def document_details(document: Any) -> str:
    """What a reader wants to know before downloading: "PDF – 1,2 Mo – anglais"."""
    size = document_size(document)
    details = [
        document.file_extension.upper(),
        filesizeformat(size) if size is not None else "",
        name_of_language(document.language) if document.language else "",
    ]
    return " – ".join(detail for detail in details if detail)


@register.simple_tag(takes_context=True)
def render_body(context: Any, stream: Any) -> SafeString:
    """All blocks of a body in order.

    Headings get anchors that are single on the page. The titles of other blocks stand one level
    under the heading before them, so that no level is skipped.
    """
    if not stream:
        return mark_safe("")
    block_context = {**context.flatten(), "used_anchors": set()}
    rendered = []
    level = 1
    for child in stream:
        if child.block_type == "heading":
            level = {"h3": 3, "h4": 4}.get(child.value["level"], 2)
        block_context["title_level"] = f"h{min(level + 1, 4)}"
        block_context["item_level"] = f"h{min(level + 2, 4)}"
        html = conditional_escape(child.render(block_context)).strip()
        if html:
            rendered.append(
                format_html('<div class="block block--{}">{}</div>\n', child.block_type, mark_safe(html))
            )
    return mark_safe("".join(rendered))
