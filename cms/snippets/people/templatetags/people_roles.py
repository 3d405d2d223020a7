from django import template

from cms.snippets.people import roles

register = template.Library()


@register.filter
def role_label(code: str) -> str:
    """A role's name in the reader's language."""
    return roles.role_label(code) if code else ""
