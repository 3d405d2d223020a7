from __future__ import annotations

from django.db import models
from django.db.models import F, prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    PageChooserPanel,
)
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.core.embargo import Embargoed
from cms.core.links import is_public_file, safe_url
from cms.core.pages import TEXT_FEATURES, ContentPage, IndexPage
from cms.core.relations import row_targets, rows_with_targets, target
from cms.core.serializers import DocumentSerializer, RelatedSerializer
from cms.pages.blog.rows import CategoryRow
from cms.pages.challenges.rows import AdministrationRow
from cms.pages.press.contacts import PressContact, contact_data
from cms.pages.press.rows import (
    AttachmentRow,
    ChallengeRow,
    ContactRow,
    CorrectionRow,
    GalleryRow,
    LinkRow,
    MentionRow,
)
from cms.pages.promotions.milestones import Milestone

__all__ = ["PressContact", "PressIndexPage", "PressReleasePage"]


class PressIndexPage(IndexPage):
    """The press room: releases, the service's contact, the kit, the press review."""

    contact_name = models.CharField(_("press service"), max_length=255, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    contact_phone = models.CharField(_("phone"), max_length=50, blank=True)
    press_kit = models.ForeignKey(
        "media.CMSDocument",
        verbose_name=_("press kit"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    page_size = 12
    parent_page_types = ["standard.HomePage"]
    content_panels = [
        *IndexPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("contact_name"),
                FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
                FieldPanel("press_kit"),
            ],
            heading=_("For journalists"),
        ),
        InlinePanel("mentions", heading=_("Press review"), label=_("article")),
    ]
    api_fields = [
        *IndexPage.api_fields,
        APIField("contact_name"),
        APIField("contact_email"),
        APIField("contact_phone"),
        APIField("press_kit", serializer=DocumentSerializer()),
        APIField("mentions"),
    ]
    override_translatable_fields = [
        SynchronizedField("contact_phone", overridable=True),
    ]

    class Meta:
        verbose_name = _("press room")
        verbose_name_plural = _("press rooms")

    def get_items(self, request):
        releases = PressReleasePage.objects.child_of(self).visible()
        return self.listed(releases).order_by(F("released_at").desc(nulls_last=True), "-pk")

    @property
    def phone_numbers(self) -> list[str]:
        return [self.contact_phone] if self.contact_phone else []

    @property
    def mentions_by_year(self) -> list[tuple[int | None, list[PressMention]]]:
        """The press review, the newest first; last, under None, what has no date."""
        years: dict[int | None, list[PressMention]] = {}
        dated = [(mention.date, mention) for mention in self.mentions.all() if mention.date]
        for date, mention in sorted(dated, key=lambda pair: pair[0], reverse=True):
            years.setdefault(date.year, []).append(mention)
        if undated := [mention for mention in self.mentions.all() if not mention.date]:
            years[None] = undated
        return list(years.items())


class PressMention(MentionRow):
    page = ParentalKey(PressIndexPage, on_delete=models.CASCADE, related_name="mentions")


class PressReleasePageTag(TaggedItemBase):
    content_object = ParentalKey(
        "press.PressReleasePage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class PressReleasePage(Embargoed, ContentPage):
    """A press release. Before its embargo ends nobody sees it, in no language."""

    tags = ClusterTaggableManager(through=PressReleasePageTag, blank=True, verbose_name=_("tags"))
    # Required to publish; an imported draft may lack it.
    released_at = models.DateTimeField(_("released"), null=True)
    dateline = models.CharField(
        _("dateline"), max_length=255, blank=True, help_text=_("“Paris, 4 May 2026”.")
    )
    embargo_until = models.DateTimeField(
        _("embargo until (Paris time)"),
        null=True,
        blank=True,
        help_text=_("Neither this page nor a translation is public before."),
    )
    promotion = models.ForeignKey(
        "promotions.PromotionPage",
        verbose_name=_("cohort"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    shows_promotion_milestones = models.BooleanField(_("show the cohort's calendar"), default=False)
    boilerplate = RichTextField(
        _("about"),
        blank=True,
        features=TEXT_FEATURES,
        help_text=_("The paragraph that presents the programme, at the end."),
    )
    external_url = models.URLField(
        _("published at"),
        blank=True,
        help_text=_("When the release is published on another site."),
    )

    parent_page_types = ["press.PressIndexPage"]
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("released_at"), FieldPanel("dateline")]),
                FieldPanel("embargo_until"),
            ],
            heading=_("Release"),
        ),
        *ContentPage.summary_panels,
        *ContentPage.body_panels,
        InlinePanel("attachments", heading=_("Attachments"), label=_("attachment")),
        InlinePanel("gallery", heading=_("Gallery"), label=_("picture")),
        InlinePanel("links", heading=_("Calls to action"), label=_("link")),
        MultiFieldPanel(
            [
                PageChooserPanel("promotion"),
                FieldPanel("shows_promotion_milestones"),
                InlinePanel("milestones", heading=_("Calendar"), label=_("milestone")),
            ],
            heading=_("Next steps"),
        ),
        MultipleChooserPanel(
            "challenge_rows",
            chooser_field_name="challenge",
            heading=_("Challenges"),
            label=_("Challenge"),
        ),
        MultipleChooserPanel(
            "administration_rows",
            chooser_field_name="administration",
            heading=_("Public bodies"),
            label=_("Public body"),
        ),
        MultipleChooserPanel(
            "category_rows",
            chooser_field_name="category",
            heading=_("Categories"),
            label=_("Category"),
        ),
        MultipleChooserPanel(
            "contact_rows",
            chooser_field_name="contact",
            heading=_("Press contacts"),
            label=_("Contact"),
        ),
        FieldPanel("boilerplate"),
        FieldPanel("external_url"),
        InlinePanel("corrections", heading=_("Corrections"), label=_("correction")),
    ]
    api_fields = [
        *ContentPage.api_fields,
        APIField("released_at"),
        APIField("dateline"),
        APIField("promotion", serializer=RelatedSerializer(source="shown_promotion", path="promotion")),
        APIField("challenges", serializer=RelatedSerializer(path="challenge_rows.challenge")),
        APIField("administrations", serializer=RelatedSerializer(path="administration_rows.administration")),
        APIField("categories", serializer=RelatedSerializer(path="category_rows.category")),
        APIField("contacts", serializer=RelatedSerializer(present=contact_data)),
        APIField("attachments"),
        APIField("gallery"),
        APIField("links"),
        APIField(
            "milestones", serializer=RelatedSerializer(source="calendar", present=lambda m: m.api_data())
        ),
        APIField("boilerplate"),
        APIField("corrections"),
        APIField("external_url"),
    ]
    search_fields = [
        *ContentPage.search_fields,
        index.FilterField("released_at"),
        index.SearchField("boilerplate"),
    ]
    override_translatable_fields = [
        *ContentPage.override_translatable_fields,
        SynchronizedField("promotion", overridable=False),
        SynchronizedField("embargo_until", overridable=False),
        SynchronizedField("released_at", overridable=False),
    ]

    class Meta:
        verbose_name = _("press release")
        verbose_name_plural = _("press releases")

    @property
    def shown_promotion(self):
        return target(self, "promotion")

    @property
    def challenges(self) -> list:
        return row_targets(self.challenge_rows.all(), "challenge")

    @property
    def administrations(self) -> list:
        return row_targets(self.administration_rows.all(), "administration")

    @property
    def categories(self) -> list:
        return row_targets(self.category_rows.all(), "category")

    @property
    def contacts(self) -> list[PressContact]:
        """Contacts in service; none left: the press room's own stands in the template."""
        return [contact for contact in row_targets(self.contact_rows.all(), "contact") if contact.active]

    @property
    def press_room(self) -> PressIndexPage | None:
        """The room it stands in, whose service answers when no contact is left."""
        parent = self.get_parent()
        return PressIndexPage.objects.filter(pk=parent.pk).first() if parent else None

    @property
    def shown_attachments(self) -> list[PressReleaseAttachment]:
        return _with_public_file(self.attachments.all(), "document")

    @property
    def shown_gallery(self) -> list[PressReleasePicture]:
        return _with_public_file(self.gallery.all(), "image")

    @property
    def shown_links(self) -> list[tuple[str, str]]:
        """Calls to action as (label, address), without those whose page may not be shown."""
        rows = list(self.links.all())
        pages = {id(row): page for row, page in rows_with_targets(rows, "page_link")}
        links = []
        for row in rows:
            page = pages.get(id(row))
            url = (page.get_url() if page else None) if row.page_link_id else safe_url(row.url)
            if url:
                links.append((row.label, url))
        return links

    @property
    def calendar(self) -> list[Milestone]:
        """Its own milestones, else its cohort's when asked for."""
        own = list(self.milestones.all())
        if own or not self.shows_promotion_milestones or not self.shown_promotion:
            return own
        return list(self.shown_promotion.milestones.all())


def _with_public_file(rows, field: str) -> list:
    """The rows whose file the public may have, all files read at once."""
    rows = list(rows)
    prefetch_related_objects(rows, field)
    return [row for row in rows if is_public_file(getattr(row, field))]


class PressReleaseMilestone(Milestone):
    page = ParentalKey(PressReleasePage, on_delete=models.CASCADE, related_name="milestones")


class PressReleaseContact(ContactRow):
    page = ParentalKey(PressReleasePage, on_delete=models.CASCADE, related_name="contact_rows")


class PressReleaseAttachment(AttachmentRow):
    page = ParentalKey(PressReleasePage, on_delete=models.CASCADE, related_name="attachments")


class PressReleasePicture(GalleryRow):
    page = ParentalKey(PressReleasePage, on_delete=models.CASCADE, related_name="gallery")


class PressReleaseLink(LinkRow):
    page = ParentalKey(PressReleasePage, on_delete=models.CASCADE, related_name="links")


class PressReleaseCorrection(CorrectionRow):
    page = ParentalKey(PressReleasePage, on_delete=models.CASCADE, related_name="corrections")


class PressReleaseChallenge(ChallengeRow):
    page = ParentalKey(PressReleasePage, on_delete=models.CASCADE, related_name="challenge_rows")


class PressReleaseAdministration(AdministrationRow):
    page = ParentalKey(PressReleasePage, on_delete=models.CASCADE, related_name="administration_rows")


class PressReleaseCategory(CategoryRow):
    page = ParentalKey(PressReleasePage, on_delete=models.CASCADE, related_name="category_rows")
