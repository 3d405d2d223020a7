from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import DraftStateMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.core.identity import Identity
from cms.core.managers import LiveQuerySet
from cms.core.snippets import TranslatedSnippet


class PressContact(
    TranslatedSnippet,
    Identity,
    DraftStateMixin,
    RevisionMixin,
    TranslatableMixin,
    index.Indexed,
    models.Model,
):
    """Whom journalists call. One who left is inactive: the service's address stands in."""

    name = models.CharField(_("name"), max_length=255)
    role = models.CharField(_("role"), max_length=255, blank=True)
    phones = models.TextField(_("phones"), blank=True, help_text=_("One per line."))
    email = models.EmailField(_("e-mail"), blank=True)
    active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Unticked, releases show the press service instead."),
    )

    objects = LiveQuerySet.as_manager()

    panels = [
        FieldPanel("name"),
        FieldPanel("role"),
        FieldPanel("phones"),
        FieldPanel("email"),
        FieldPanel("active"),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale_id"),
        index.FilterField("live"),
    ]
    override_translatable_fields = [
        SynchronizedField("name", overridable=True),
        SynchronizedField("phones", overridable=True),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("press contact")
        verbose_name_plural = _("press contacts")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def phone_numbers(self) -> list[str]:
        return [line.strip() for line in self.phones.splitlines() if line.strip()]


def contact_data(contact: PressContact) -> dict[str, Any]:
    """A contact as a release shows it in the API."""
    return {
        "name": contact.name,
        "role": contact.role,
        "phones": contact.phone_numbers,
        "email": contact.email,
    }
