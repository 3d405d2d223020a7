from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OrderBy, OuterRef, Q
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
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.core.pages import ContentPage, IndexPage
from cms.core.relations import row_targets, rows_with_targets, target
from cms.core.serializers import DocumentSerializer, RelatedSerializer
from cms.pages.challenges.rows import (
    AdministrationRow,
    ExpertiseRow,
    OutputRow,
    TeamRow,
    ThemeRow,
    TownRow,
    VideoRow,
)
from cms.pages.challenges.team import member_data
from cms.pages.promotions.models import YEARS
from cms.snippets.key_figures.models import KeyFigure
from cms.snippets.key_figures.rows import KeyFigureRow
from cms.snippets.people.models import ended_participations, role_holders


class Stage(models.TextChoices):
    UPCOMING = "upcoming", _("Upcoming")
    ONGOING = "ongoing", _("Under way")
    COMPLETED = "completed", _("Completed")
    SUSTAINED = "sustained", _("Sustained")
    STOPPED = "stopped", _("Stopped")


# Databases differ in where they put what has no cohort.
NEWEST_FIRST: list[str | OrderBy] = [
    F("promotion__number").desc(nulls_last=True),
    F("promotion__suffix").desc(nulls_last=True),
    F("year").desc(nulls_last=True),
    "title",
]


class ChallengeIndexPage(IndexPage):
    parent_page_types = ["standard.HomePage"]

    class Meta:
        verbose_name = _("list of challenges")
        verbose_name_plural = _("lists of challenges")

    def get_items(self, request):
        challenges = ChallengePage.objects.child_of(self).visible()
        return self.listed(challenges).order_by(*NEWEST_FIRST)

    def prepared(self, items):
        from cms.pages.challenges.listing import for_listing

        return for_listing(items)


class ChallengePageTag(TaggedItemBase):
    content_object = ParentalKey(
        "challenges.ChallengePage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class ChallengePage(ContentPage):
    """A public problem that a team of the programme worked on."""

    tags = ClusterTaggableManager(through=ChallengePageTag, blank=True, verbose_name=_("tags"))
    promotion = models.ForeignKey(
        "promotions.PromotionPage",
        verbose_name=_("cohort"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    administration_label = models.CharField(
        _("public body, as written at the time"),
        max_length=500,
        blank=True,
        help_text=_("Shown beside today's names when it differs."),
    )
    host_site = models.CharField(
        _("host site"), max_length=255, blank=True, help_text=_("Where the team works.")
    )
    town_label = models.CharField(_("town, as written"), max_length=255, blank=True)
    stage = models.CharField(_("stage"), max_length=20, choices=Stage.choices, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=YEARS)
    duration_months = models.PositiveSmallIntegerField(
        _("duration in months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )
    application_url = models.URLField(_("where to apply"), blank=True)
    applications_open_at = models.DateTimeField(
        _("applications open"),
        null=True,
        blank=True,
        help_text=_("Left empty, the cohort's call decides."),
    )
    applications_close_at = models.DateTimeField(_("applications close"), null=True, blank=True)
    startup_url = models.URLField(
        _("State start-up page"),
        blank=True,
        help_text=_("A link beside the challenge; this page stays."),
    )
    website = models.URLField(_("website"), blank=True)
    demo_url = models.URLField(_("demonstration"), blank=True)
    source_code_url = models.URLField(_("source code"), blank=True)
    poster = models.ForeignKey(
        "media.CMSDocument",
        verbose_name=_("poster"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    parent_page_types = ["challenges.ChallengeIndexPage"]

    content_panels = [
        *Page.content_panels,
        *ContentPage.summary_panels,
        PageChooserPanel("promotion"),
        MultipleChooserPanel(
            "administration_rows",
            chooser_field_name="administration",
            heading=_("Public bodies"),
            label=_("Public body"),
        ),
        FieldPanel("administration_label"),
        MultipleChooserPanel("team", chooser_field_name="person", heading=_("Team"), label=_("Member")),
        MultipleChooserPanel(
            "theme_rows",
            chooser_field_name="theme",
            heading=_("Themes"),
            label=_("Theme"),
        ),
        MultipleChooserPanel(
            "expertise_rows",
            chooser_field_name="expertise",
            heading=_("Expertises"),
            label=_("Expertise"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("stage"), FieldPanel("year")]),
                FieldRowPanel([FieldPanel("duration_months"), FieldPanel("date")]),
                FieldRowPanel([FieldPanel("host_site"), FieldPanel("town_label")]),
                InlinePanel("towns", heading=_("Towns"), label=_("town")),
            ],
            heading=_("When and where"),
        ),
        *ContentPage.body_panels,
        MultipleChooserPanel(
            "key_figure_rows",
            chooser_field_name="figure",
            heading=_("Key figures"),
            label=_("Key figure"),
        ),
        InlinePanel("outputs", heading=_("Outputs"), label=_("output")),
        InlinePanel("videos", heading=_("Videos"), label=_("video")),
        MultiFieldPanel(
            [
                FieldPanel("application_url"),
                FieldRowPanel(
                    [
                        FieldPanel("applications_open_at"),
                        FieldPanel("applications_close_at"),
                    ]
                ),
                FieldRowPanel([FieldPanel("website"), FieldPanel("startup_url")]),
                FieldRowPanel([FieldPanel("demo_url"), FieldPanel("source_code_url")]),
                FieldPanel("poster"),
            ],
            heading=_("Links"),
        ),
    ]
    api_fields = [
        *ContentPage.api_fields,
        APIField("promotion", serializer=RelatedSerializer(source="shown_promotion", path="promotion")),
        APIField("administrations", serializer=RelatedSerializer(path="administration_rows.administration")),
        APIField("administration_label"),
        APIField(
            "team",
            serializer=RelatedSerializer(source="members", path="team.person", present=member_data),
        ),
        APIField("themes", serializer=RelatedSerializer(path="theme_rows.theme")),
        APIField("expertises", serializer=RelatedSerializer(path="expertise_rows.expertise")),
        APIField("stage"),
        APIField("year"),
        APIField("duration_months"),
        APIField("host_site"),
        APIField("town_label"),
        APIField("towns"),
        APIField("is_open"),
        APIField("applications_open_at"),
        APIField("applications_close_at"),
        APIField("application_url"),
        APIField("startup_url"),
        APIField("website"),
        APIField("demo_url"),
        APIField("source_code_url"),
        APIField("poster", serializer=DocumentSerializer()),
        APIField(
            "key_figures",
            serializer=RelatedSerializer(path="key_figure_rows.figure", present=KeyFigure.api_data),
        ),
        APIField("outputs"),
        APIField("videos"),
    ]
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("administration_label"),
        index.SearchField("town_label"),
        index.FilterField("promotion_id"),
        index.FilterField("stage"),
        index.FilterField("year"),
    ]
    override_translatable_fields = [
        *ContentPage.override_translatable_fields,
        SynchronizedField("promotion", overridable=False),
        SynchronizedField("administration_label", overridable=False),
        SynchronizedField("town_label", overridable=False),
    ]

    class Meta:
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")

    @property
    def shown_promotion(self):
        return target(self, "promotion")

    @property
    def administrations(self) -> list:
        return row_targets(self.administration_rows.all(), "administration")

    @property
    def themes(self) -> list:
        return row_targets(self.theme_rows.all(), "theme")

    @property
    def expertises(self) -> list:
        return row_targets(self.expertise_rows.all(), "expertise")

    @property
    def key_figures(self) -> list:
        return row_targets(self.key_figure_rows.all(), "figure")

    @property
    def members(self) -> list[tuple]:
        """The team as (row, person) pairs, in order, without anybody hidden."""
        return rows_with_targets(self.team.all(), "person")

    @property
    def former_administration_label(self) -> str:
        """The name as written at the time, where today's names say something else."""
        names = ", ".join(administration.name for administration in self.administrations)
        return "" if self.administration_label == names else self.administration_label

    @property
    def has_facts(self) -> bool:
        """Whether anything is known in short, beside its relations."""
        facts = [self.administration_label, self.stage, self.year, self.duration_months, self.host_site]
        links = [self.website, self.demo_url, self.source_code_url, self.startup_url, self.poster_id]
        return any([*facts, self.town_label, *links, *self.towns.all()])

    @property
    def is_open(self) -> bool:
        """Whether one can apply at this instant: by its own dates, else by the cohort's."""
        from django.utils import timezone

        opens, closes = self.applications_open_at, self.applications_close_at
        if opens or closes:
            now = timezone.now()
            return (opens is None or opens <= now) and (closes is None or now < closes)
        promotion = self.shown_promotion
        return bool(promotion and promotion.is_open)


class ChallengeAdministration(AdministrationRow):
    page = ParentalKey(ChallengePage, on_delete=models.CASCADE, related_name="administration_rows")


class TeamMember(TeamRow):
    page = ParentalKey(ChallengePage, on_delete=models.CASCADE, related_name="team")


class ChallengeTheme(ThemeRow):
    page = ParentalKey(ChallengePage, on_delete=models.CASCADE, related_name="theme_rows")


class ChallengeExpertise(ExpertiseRow):
    page = ParentalKey(ChallengePage, on_delete=models.CASCADE, related_name="expertise_rows")


class ChallengeTown(TownRow):
    page = ParentalKey(ChallengePage, on_delete=models.CASCADE, related_name="towns")


class ChallengeOutput(OutputRow):
    page = ParentalKey(ChallengePage, on_delete=models.CASCADE, related_name="outputs")


class ChallengeVideo(VideoRow):
    page = ParentalKey(ChallengePage, on_delete=models.CASCADE, related_name="videos")


class ChallengeKeyFigure(KeyFigureRow):
    page = ParentalKey(ChallengePage, on_delete=models.CASCADE, related_name="key_figure_rows")


@role_holders.append
def _in_teams(codes: list[str]) -> Q:
    rows = TeamMember.objects.filter(
        role__in=codes,
        page__in=ChallengePage.objects.visible(),
        person__translation_key=OuterRef("translation_key"),
    )
    return Q(Exists(rows))


@ended_participations.append
def _team_ends(person) -> list:
    return list(
        TeamMember.objects.filter(
            page__in=ChallengePage.objects.visible(), person__translation_key=person.translation_key
        ).values_list("end", flat=True)
    )
