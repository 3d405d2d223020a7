from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultipleChooserPanel,
)
from wagtail.api import APIField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.core.pages import ContentPage, IndexPage
from cms.core.relations import row_targets
from cms.core.serializers import RelatedSerializer
from cms.pages.promotions.milestones import Milestone, MilestoneKind
from cms.snippets.key_figures.models import KeyFigure
from cms.snippets.key_figures.rows import KeyFigureRow

YEARS = [MinValueValidator(2016), MaxValueValidator(2100)]


class PromotionIndexPage(IndexPage):
    parent_page_types = ["standard.HomePage"]

    class Meta:
        verbose_name = _("list of cohorts")
        verbose_name_plural = _("lists of cohorts")

    def get_items(self, request):
        promotions = PromotionPage.objects.child_of(self).visible()
        # Databases differ in where they put what has no number.
        return self.listed(promotions).order_by(
            F("number").desc(nulls_last=True), "-suffix", F("year").desc(nulls_last=True), "title"
        )


class PromotionPageTag(TaggedItemBase):
    content_object = ParentalKey(
        "promotions.PromotionPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class PromotionPage(ContentPage):
    """An intake of the programme. Its challenges, people and administrations are
    computed by the plugins that know them."""

    tags = ClusterTaggableManager(through=PromotionPageTag, blank=True, verbose_name=_("tags"))
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    suffix = models.CharField(
        _("suffix"),
        max_length=20,
        blank=True,
        help_text=_("Tells two cohorts of one number apart: “DIG”."),
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=YEARS)

    parent_page_types = ["promotions.PromotionIndexPage"]
    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("number"), FieldPanel("suffix"), FieldPanel("year")]),
        *ContentPage.summary_panels,
        InlinePanel("milestones", heading=_("Calendar"), label=_("milestone")),
        *ContentPage.body_panels,
        MultipleChooserPanel(
            "key_figure_rows",
            chooser_field_name="figure",
            label=_("Key figure"),
            heading=_("Key figures"),
        ),
    ]
    api_fields = [
        *ContentPage.api_fields,
        APIField("number"),
        APIField("suffix"),
        APIField("year"),
        APIField("is_open"),
        APIField("milestones"),
        APIField(
            "key_figures",
            serializer=RelatedSerializer(path="key_figure_rows.figure", present=KeyFigure.api_data),
        ),
    ]
    search_fields = [
        *ContentPage.search_fields,
        index.FilterField("number"),
        index.FilterField("year"),
    ]
    override_translatable_fields = [
        *ContentPage.override_translatable_fields,
        SynchronizedField("suffix", overridable=False),
    ]

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")

    @property
    def is_open(self) -> bool:
        """Whether its call for applications is under way, at this instant."""
        return bool(self.open_calls)

    @property
    def open_calls(self) -> list[PromotionMilestone]:
        """Calls for applications that are under way at this instant."""
        now = timezone.now()
        return [call for call in self.calls if call.is_under_way(now)]

    @property
    def calls(self) -> list[PromotionMilestone]:
        return [
            milestone
            for milestone in self.milestones.all()
            if milestone.kind == MilestoneKind.CALL_FOR_APPLICATIONS
        ]

    @property
    def key_figures(self) -> list:
        return row_targets(self.key_figure_rows.all(), "figure")


class PromotionMilestone(Milestone):
    page = ParentalKey(PromotionPage, on_delete=models.CASCADE, related_name="milestones")


class PromotionKeyFigure(KeyFigureRow):
    page = ParentalKey(PromotionPage, on_delete=models.CASCADE, related_name="key_figure_rows")
