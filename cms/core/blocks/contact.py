"""Whom to ask."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.core.blocks.base import Group, LinkURLBlock, ListBlock, StructBlock, UntranslatedCharBlock
from cms.core.links import safe_url


class SocialLinkBlock(StructBlock):
    network = UntranslatedCharBlock(label=_("Network"), help_text=_("For instance: LinkedIn."))
    url = LinkURLBlock(label=_("Address"))

    class Meta:
        icon = "link-external"
        label = _("Social network")
        label_format = "{network}"


class ContactBlock(StructBlock):
    name = UntranslatedCharBlock(required=False, label=_("Name"))
    role = blocks.CharBlock(required=False, label=_("Role"))
    body = UntranslatedCharBlock(
        required=False, label=_("Organisation"), help_text=_("The administration, office or company.")
    )
    email = blocks.EmailBlock(required=False, label=_("E-mail"))
    address = blocks.TextBlock(required=False, rows=3, label=_("Postal address"))
    website = LinkURLBlock(required=False, label=_("Website"))
    phones = ListBlock(UntranslatedCharBlock(label=_("Telephone")), label=_("Telephones"))
    social = ListBlock(SocialLinkBlock(), label=_("Social networks"))

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["website"] = safe_url(value["website"])
        context["mail"] = safe_url(f"mailto:{value['email']}") if value["email"] else ""
        context["phones"] = [(phone, dialled(phone)) for phone in value["phones"] if phone]
        context["social"] = [
            (link["network"] or link["url"], safe_url(link["url"]))
            for link in value["social"]
            if safe_url(link["url"])
        ]
        return context

    class Meta:
        icon = "user"
        label = _("Contact")
        description = _("A person or an office, with the ways to reach them.")
        group = Group.LINKS
        template = "core/blocks/contact.html"
        label_format = "{name} {body}"


def dialled(phone: str) -> str:
    """The tel: address of a number written for people ("01 23 45 67 89 (accueil)"), or "" if it has no digits."""
    number = "".join(character for character in phone.split("(0)")[0] if character in "+0123456789")
    if "(0)" in phone:
        number += "".join(character for character in phone.split("(0)", 1)[1] if character.isdigit())
    return f"tel:{number}" if any(character.isdigit() for character in number) else ""
