from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.api import APIField
from wagtail.models import Page, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.core.pages import ContentPage, IndexPage
from cms.core.relations import target
from cms.core.serializers import RelatedSerializer


class Venue(TranslatableMixin, index.Indexed, models.Model):
    name = models.CharField(_("name"), max_length=255)
    town = models.CharField(_("town"), max_length=120, blank=True)

    panels = [FieldPanel("name"), FieldPanel("town")]
    search_fields = [index.SearchField("name"), index.FilterField("locale_id")]
    override_translatable_fields = [SynchronizedField("town", overridable=True)]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("venue")
        verbose_name_plural = _("venues")

    def __str__(self) -> str:
        return self.name


class WorkshopIndexPage(IndexPage):
    parent_page_types = ["standard.HomePage"]

    class Meta:
        verbose_name = _("list of workshops")
        verbose_name_plural = _("lists of workshops")

    def get_items(self, request):
        return self.listed(WorkshopPage.objects.child_of(self).visible()).order_by("-date", "-pk")


class WorkshopPageTag(TaggedItemBase):
    content_object = ParentalKey(
        "workshops.WorkshopPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class WorkshopPage(ContentPage):
    tags = ClusterTaggableManager(through=WorkshopPageTag, blank=True, verbose_name=_("tags"))
    challenge = models.ForeignKey(
        "challenges.ChallengePage",
        verbose_name=_("challenge"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    venue = models.ForeignKey(
        Venue, verbose_name=_("venue"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)

    parent_page_types = ["workshops.WorkshopIndexPage"]
    content_panels = [
        *Page.content_panels,
        *ContentPage.summary_panels,
        FieldPanel("date"),
        PageChooserPanel("challenge"),
        FieldPanel("venue"),
        FieldPanel("seats"),
        *ContentPage.body_panels,
    ]
    api_fields = [
        *ContentPage.api_fields,
        APIField("challenge", serializer=RelatedSerializer(source="shown_challenge")),
        APIField("venue", serializer=RelatedSerializer(source="shown_venue", present=str)),
        APIField("seats"),
    ]
    search_fields = [*ContentPage.search_fields, index.FilterField("seats")]
    override_translatable_fields = [
        *ContentPage.override_translatable_fields,
        SynchronizedField("venue", overridable=False),
    ]

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")

    @property
    def shown_challenge(self):
        return target(self, "challenge")

    @property
    def shown_venue(self):
        return target(self, "venue")
