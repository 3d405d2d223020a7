from __future__ import annotations

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.models import TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.core.locale import localize_all, prefer_language
from cms.core.pages import TEXT_FEATURES, IndexPage
from cms.core.public_objects import serve_object
from cms.core.relations import target
from cms.core.serializers import ImageSerializer, RelatedSerializer
from cms.core.snippets import PublicSnippet
from cms.core.sorting import alphabetical


class Kind(models.TextChoices):
    MINISTRY = "ministry", _("Ministry")
    CENTRAL = "central", _("Central administration")
    DECENTRALISED = "decentralised", _("Decentralised State service")
    AGENCY = "agency", _("Agency or public establishment")
    AUTHORITY = "authority", _("Independent authority")
    COURT = "court", _("Court")
    LOCAL = "local", _("Local authority")
    OTHER = "other", _("Other")


class Administration(PublicSnippet):
    """A public body that hosts challenges."""

    name = models.CharField(_("name"), max_length=255)
    acronym = models.CharField(_("acronym"), max_length=50, blank=True)
    aliases = models.TextField(
        _("other names"),
        blank=True,
        help_text=_("One per line. Search and import recognise them."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, blank=True)
    description = RichTextField(_("description"), blank=True, features=TEXT_FEATURES)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    successor = models.ForeignKey(
        "self",
        verbose_name=_("succeeded by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The body that took over; its page lists what both did."),
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    website = models.URLField(_("website"), blank=True)
    siret = models.CharField(
        "SIRET",
        max_length=14,
        blank=True,
        validators=[RegexValidator(r"^\d{14}\Z", _("A SIRET number has 14 digits."))],
    )
    directory_id = models.CharField(_("identifier in the State's directory"), max_length=64, blank=True)
    logo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    other_source_paths = models.JSONField(default=list, editable=False)

    index_page_model = "administrations.AdministrationIndexPage"
    detail_template = "administrations/administration.html"
    name_field = "name"

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("acronym"), FieldPanel("kind")]),
        FieldPanel("slug"),
        FieldPanel("aliases"),
        FieldPanel("description"),
        FieldRowPanel([FieldPanel("website"), FieldPanel("logo")]),
        MultiFieldPanel(
            [
                FieldPanel("parent"),
                FieldRowPanel([FieldPanel("successor"), FieldPanel("closed_on")]),
            ],
            heading=_("Organisation"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("siret"), FieldPanel("directory_id")])],
            heading=_("Identifiers"),
        ),
    ]
    api_fields = [
        APIField("name"),
        APIField("acronym"),
        APIField("kind"),
        APIField("description"),
        APIField("website"),
        APIField("siret"),
        APIField("directory_id"),
        APIField("closed_on"),
        APIField("logo", serializer=ImageSerializer(attribute="logo")),
        APIField("parent", serializer=RelatedSerializer(source="shown_parent", path="parent")),
        APIField("successor", serializer=RelatedSerializer(source="shown_successor", path="successor")),
        APIField("predecessors", serializer=RelatedSerializer()),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("acronym"),
        index.AutocompleteField("acronym"),
        index.SearchField("aliases"),
        index.FilterField("slug"),
        index.FilterField("kind"),
        index.FilterField("locale_id"),
        index.FilterField("live"),
    ]
    override_translatable_fields = [
        SynchronizedField("parent", overridable=False),
        SynchronizedField("successor", overridable=False),
        SynchronizedField("siret", overridable=False),
        SynchronizedField("directory_id", overridable=False),
        SynchronizedField("kind", overridable=False),
        SynchronizedField("aliases", overridable=True),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("public body")
        verbose_name_plural = _("public bodies")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "locale"],
                name="administration_slug_once_per_language",
                violation_error_message=_("Another public body has this address."),
            ),
        ]

    def clean(self):
        super().clean()
        self.siret = re.sub(r"\s", "", self.siret)
        for field in ("parent", "successor"):
            if self._leads_back_to_itself(field):
                raise ValidationError({field: _("This would make the body its own parent or successor.")})

    def _leads_back_to_itself(self, field: str) -> bool:
        seen, current = {self.translation_key}, getattr(self, field)
        while current is not None:
            if current.translation_key in seen:
                return True
            seen.add(current.translation_key)
            current = getattr(current, field)
        return False

    @property
    def shown_parent(self) -> Administration | None:
        return target(self, "parent")

    @property
    def shown_successor(self) -> Administration | None:
        return target(self, "successor")

    def with_predecessors(self) -> set:
        """Translation keys of this body and of all it took over from."""
        keys = {self.translation_key}
        while True:
            found = set(
                Administration.objects.filter(successor__translation_key__in=keys).values_list(
                    "translation_key", flat=True
                )
            )
            if found <= keys:
                return keys
            keys |= found

    @property
    def predecessors(self) -> list[Administration]:
        keys = self.with_predecessors() - {self.translation_key}
        found = Administration.objects.visible().filter(translation_key__in=keys)
        unique = {obj.translation_key: obj for obj in found.order_by("-locale_id")}
        return localize_all(alphabetical(unique.values()))

    @property
    def parts(self) -> list[Administration]:
        """The bodies that belong to this one."""
        found = Administration.objects.visible().filter(parent__translation_key=self.translation_key)
        return alphabetical(prefer_language(found))


class AdministrationIndexPage(RoutablePageMixin, IndexPage):
    """Lists the public bodies and serves their pages below it."""

    page_size = 48
    parent_page_types = ["standard.HomePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of public bodies")
        verbose_name_plural = _("lists of public bodies")

    def get_items(self, request):
        return alphabetical(self.listed(Administration.objects.visible()))

    @path("<slug:slug>/", name="administration")
    def administration(self, request, slug: str) -> HttpResponse:
        return serve_object(self, request, Administration, slug)
