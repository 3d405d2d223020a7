"""The frame of a page in templates. In a preview, the snippet that is previewed stands in for the live one."""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cms.site import shown
from cms.site.models import Menu, SiteSettings

register = template.Library()


@register.simple_tag(takes_context=True)
def main_menu(context: Context) -> list[shown.Entry]:
    """`{% main_menu as entries %}`: each entry has label, url, page, language, external."""
    return shown.menu_entries(Menu.Kind.MAIN, context.get("previewed"))


@register.simple_tag(takes_context=True)
def tool_menu(context: Context) -> list[shown.Entry]:
    return shown.menu_entries(Menu.Kind.TOOLS, context.get("previewed"))


@register.simple_tag(takes_context=True)
def important_banner(context: Context) -> shown.ShownBanner | None:
    """`{% important_banner as banner %}`: title, text (rich text), level, link (an entry or nothing), language."""
    return shown.shown_banner(context.get("previewed"))


@register.simple_tag(takes_context=True)
def footer(context: Context) -> shown.ShownFooter | None:
    """`{% footer as footer %}`: text, licence (rich text), entries, language; nothing if none is published."""
    return shown.shown_footer(context.get("previewed"))


@register.simple_tag(takes_context=True)
def accessibility_statement(context: Context) -> shown.ShownStatement | None:
    """For the footer of every page: state, state_label, url of the page that shows the statement."""
    return shown.shown_statement(context.get("previewed"))


@register.simple_tag(takes_context=True)
def statement_on_page(context: Context) -> shown.ShownStatement | None:
    """The statement, on the one page that shows it; nothing on every other."""
    return shown.statement_on(context.get("page"), context.get("previewed"))


@register.simple_tag(takes_context=True)
def site_settings(context: Context) -> SiteSettings | None:
    """Contact and social networks, the same in every language."""
    request = context.get("request")
    return SiteSettings.for_request(request) if request else None


@register.simple_tag(takes_context=True)
def aria_current(context: Context, entry: shown.Entry) -> SafeString:
    """` aria-current="page"` on the page the entry leads to, `"true"` below it, else nothing."""
    current = entry.current(context.get("page"))
    return format_html(' aria-current="{}"', current) if current else SafeString("")
