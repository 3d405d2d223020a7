from __future__ import annotations

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, MultipleChooserPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.core.pages import SUMMARY_FEATURES, TEXT_FEATURES, ContentPage, IndexPage
from cms.core.relations import row_targets, target
from cms.core.rows import Row
from cms.core.serializers import RelatedSerializer
from cms.pages.blog.rows import CategoryRow
from cms.pages.challenges.rows import AdministrationRow, ExpertiseRow


class TestimonialIndexPage(IndexPage):
    parent_page_types = ["standard.HomePage"]

    class Meta:
        verbose_name = _("list of testimonials")
        verbose_name_plural = _("lists of testimonials")

    def get_items(self, request):
        # All of the site's, wherever they stand: some keep an address under the blog.
        testimonials = TestimonialPage.objects.visible()
        return self.listed(testimonials).order_by(F("date").desc(nulls_last=True), "-pk")

    def prepared(self, items):
        from cms.pages.testimonials.listing import for_listing

        return for_listing(items)


class TestimonialPageTag(TaggedItemBase):
    content_object = ParentalKey(
        "testimonials.TestimonialPage",
        on_delete=models.CASCADE,
        related_name="tagged_items",
    )


class TestimonialPage(ContentPage):
    """What somebody of the programme, or of an administration, says of it."""

    tags = ClusterTaggableManager(through=TestimonialPageTag, blank=True, verbose_name=_("tags"))
    quote = RichTextField(
        _("quote"),
        features=SUMMARY_FEATURES,
        help_text=_("The sentence to remember, without quotation marks."),
    )
    person = models.ForeignKey(
        "people.Person",
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    speaker = models.CharField(
        _("or name of the speaker"),
        max_length=255,
        blank=True,
        help_text=_("When the person has no page here."),
    )
    role = models.CharField(
        _("role"), max_length=255, blank=True, help_text=_("As it is shown under the name.")
    )
    video_url = models.URLField(_("video"), blank=True)
    transcript = RichTextField(_("transcript"), blank=True, features=TEXT_FEATURES)
    external_url = models.URLField(_("published at"), blank=True)

    parent_page_types = ["testimonials.TestimonialIndexPage", "blog.BlogIndexPage"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("quote"),
        MultiFieldPanel(
            [
                FieldPanel("person"),
                FieldRowPanel([FieldPanel("speaker"), FieldPanel("role")]),
            ],
            heading=_("Who speaks"),
        ),
        *ContentPage.summary_panels,
        FieldPanel("date"),
        MultipleChooserPanel(
            "challenge_rows",
            chooser_field_name="challenge",
            heading=_("Challenges"),
            label=_("Challenge"),
        ),
        MultipleChooserPanel(
            "promotion_rows",
            chooser_field_name="promotion",
            heading=_("Cohorts"),
            label=_("Cohort"),
        ),
        MultipleChooserPanel(
            "administration_rows",
            chooser_field_name="administration",
            heading=_("Public bodies"),
            label=_("Public body"),
        ),
        MultipleChooserPanel(
            "expertise_rows",
            chooser_field_name="expertise",
            heading=_("Expertises"),
            label=_("Expertise"),
        ),
        MultipleChooserPanel(
            "category_rows",
            chooser_field_name="category",
            heading=_("Categories"),
            label=_("Category"),
        ),
        *ContentPage.body_panels,
        MultiFieldPanel(
            [
                FieldPanel("video_url"),
                FieldPanel("transcript"),
                FieldPanel("external_url"),
            ],
            heading=_("Video and source"),
        ),
    ]
    api_fields = [
        *ContentPage.api_fields,
        APIField("quote"),
        APIField("person", serializer=RelatedSerializer(source="shown_person", path="person")),
        APIField("speaker", serializer=RelatedSerializer(source="speaker_name", present=str)),
        APIField("role"),
        APIField("challenges", serializer=RelatedSerializer(path="challenge_rows.challenge")),
        APIField("promotions", serializer=RelatedSerializer(path="promotion_rows.promotion")),
        APIField("administrations", serializer=RelatedSerializer(path="administration_rows.administration")),
        APIField("expertises", serializer=RelatedSerializer(path="expertise_rows.expertise")),
        APIField("categories", serializer=RelatedSerializer(path="category_rows.category")),
        APIField("video_url"),
        APIField("transcript"),
        APIField("external_url"),
    ]
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("quote"),
        index.SearchField("speaker"),
        index.SearchField("role"),
    ]
    override_translatable_fields = [
        *ContentPage.override_translatable_fields,
        SynchronizedField("person", overridable=False),
        SynchronizedField("speaker", overridable=True),
    ]

    class Meta:
        verbose_name = _("testimonial")
        verbose_name_plural = _("testimonials")

    @property
    def shown_person(self):
        return target(self, "person")

    @property
    def speaker_name(self) -> str:
        """Who speaks; empty when the person is hidden."""
        if self.person_id:
            return self.shown_person.name if self.shown_person else ""
        return self.speaker

    @property
    def challenges(self) -> list:
        return row_targets(self.challenge_rows.all(), "challenge")

    @property
    def promotions(self) -> list:
        return row_targets(self.promotion_rows.all(), "promotion")

    @property
    def administrations(self) -> list:
        return row_targets(self.administration_rows.all(), "administration")

    @property
    def expertises(self) -> list:
        return row_targets(self.expertise_rows.all(), "expertise")

    @property
    def categories(self) -> list:
        return row_targets(self.category_rows.all(), "category")


class TestimonialChallenge(Row):
    page = ParentalKey(TestimonialPage, on_delete=models.CASCADE, related_name="challenge_rows")
    challenge = models.ForeignKey(
        "challenges.ChallengePage",
        verbose_name=_("challenge"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    panels = [FieldPanel("challenge")]

    class Meta(Row.Meta):
        verbose_name = _("challenge")


class TestimonialPromotion(Row):
    page = ParentalKey(TestimonialPage, on_delete=models.CASCADE, related_name="promotion_rows")
    promotion = models.ForeignKey(
        "promotions.PromotionPage",
        verbose_name=_("cohort"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    panels = [FieldPanel("promotion")]

    class Meta(Row.Meta):
        verbose_name = _("cohort")


class TestimonialAdministration(AdministrationRow):
    page = ParentalKey(TestimonialPage, on_delete=models.CASCADE, related_name="administration_rows")


class TestimonialExpertise(ExpertiseRow):
    page = ParentalKey(TestimonialPage, on_delete=models.CASCADE, related_name="expertise_rows")


class TestimonialCategory(CategoryRow):
    page = ParentalKey(TestimonialPage, on_delete=models.CASCADE, related_name="category_rows")
