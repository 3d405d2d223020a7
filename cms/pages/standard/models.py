from __future__ import annotations

from django.conf import settings
from django.db import models
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

from cms.core.links import safe_url
from cms.core.pages import SUMMARY_FEATURES, ContentPage
from cms.core.relations import row_targets, rows_with_targets
from cms.core.rows import TranslatableRow
from cms.core.serializers import ImageSerializer, RelatedSerializer
from cms.snippets.key_figures.models import KeyFigure
from cms.snippets.key_figures.rows import KeyFigureRow


class HeroPage(ContentPage):
    """A page that opens with a hero: its title may differ from the page's."""

    hero_title = models.CharField(
        _("hero title"),
        max_length=255,
        blank=True,
        help_text=_("Shown large at the head, in place of the page's title."),
    )
    hero_text = RichTextField(_("hero text"), blank=True, features=SUMMARY_FEATURES)
    hero_image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("hero image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("hero_title"),
                FieldPanel("hero_text"),
                FieldPanel("hero_image"),
                InlinePanel("hero_buttons", label=_("button"), max_num=3),
            ],
            heading=_("Hero"),
        ),
        *ContentPage.summary_panels,
        FieldPanel("date"),
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
        APIField("hero_title"),
        APIField("hero_text"),
        APIField("hero_image", serializer=ImageSerializer(attribute="hero_image")),
        APIField("hero_buttons", serializer=RelatedSerializer(source="shown_buttons", present=dict)),
        APIField(
            "key_figures",
            serializer=RelatedSerializer(path="key_figure_rows.figure", present=KeyFigure.api_data),
        ),
    ]
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("hero_title"),
        index.SearchField("hero_text"),
    ]

    class Meta(ContentPage.Meta):
        abstract = True

    @property
    def shown_title(self) -> str:
        return self.hero_title or self.title

    @property
    def key_figures(self) -> list:
        return row_targets(self.key_figure_rows.all(), "figure")

    @property
    def shown_buttons(self) -> list[dict]:
        """Buttons whose target may be shown: {"label", "url"}."""
        rows = list(self.hero_buttons.all())
        pages = {id(row): page for row, page in rows_with_targets(rows, "page")}
        buttons = []
        for row in rows:
            page = pages.get(id(row))
            url = page.get_url() if page else safe_url(row.link_url)
            if url:
                buttons.append({"label": row.label, "url": url})
        return buttons


class HeroButton(TranslatableRow):
    """Abstract: a button of a hero, to a page or an address."""

    label = models.CharField(_("label"), max_length=100)
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    link_url = models.URLField(_("or address"), blank=True)

    panels = [
        FieldPanel("label"),
        FieldRowPanel([PageChooserPanel("page"), FieldPanel("link_url")]),
    ]

    class Meta(TranslatableRow.Meta):
        abstract = True


class HomePageTag(TaggedItemBase):
    content_object = ParentalKey("standard.HomePage", on_delete=models.CASCADE, related_name="tagged_items")


class HomePage(HeroPage):
    tags = ClusterTaggableManager(through=HomePageTag, blank=True, verbose_name=_("tags"))

    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class HomeHeroButton(HeroButton):
    parent = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="hero_buttons")


class HomeKeyFigure(KeyFigureRow):
    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="key_figure_rows")


class StandardPageTag(TaggedItemBase):
    content_object = ParentalKey(
        "standard.StandardPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class StandardPage(HeroPage):
    """A page of text: the programme, how to take part, legal notices."""

    tags = ClusterTaggableManager(through=StandardPageTag, blank=True, verbose_name=_("tags"))
    # Where it stands among its siblings is the page tree's; this keeps the number
    # that an imported document gave.
    source_order = models.IntegerField(_("order in the source"), null=True, blank=True, editable=False)

    parent_page_types = ["standard.HomePage", "standard.StandardPage"]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")


class StandardHeroButton(HeroButton):
    parent = ParentalKey(StandardPage, on_delete=models.CASCADE, related_name="hero_buttons")


class StandardKeyFigure(KeyFigureRow):
    page = ParentalKey(StandardPage, on_delete=models.CASCADE, related_name="key_figure_rows")
