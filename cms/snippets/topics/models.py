"""The three vocabularies: themes, expertises, categories.

They stay apart: “Design” is an expertise and a blog category, not one word.
"""

from __future__ import annotations

from django.db import models
from django.http import HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.search import index

from cms.core.pages import TEXT_FEATURES, IndexPage
from cms.core.public_objects import serve_object
from cms.core.snippets import PublicSnippet
from cms.core.sorting import alphabetical


class Topic(PublicSnippet):
    """A term of one vocabulary, with a public page that lists what is filed under it."""

    title = models.CharField(_("title"), max_length=255)
    description = RichTextField(
        _("description"),
        blank=True,
        features=TEXT_FEATURES,
        help_text=_("Shown at the head of the term's page."),
    )

    index_page_model = "topics.TopicIndexPage"
    detail_template = "topics/topic.html"

    panels = [FieldPanel("title"), FieldPanel("slug"), FieldPanel("description")]
    api_fields = [APIField("title"), APIField("description")]
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("description"),
        index.FilterField("slug"),
        index.FilterField("locale_id"),
        index.FilterField("live"),
    ]

    class Meta(PublicSnippet.Meta):
        abstract = True

    def index_page_lookup(self) -> dict:
        return {"vocabulary": self._meta.model_name}

    @property
    def vocabulary_name(self) -> str:
        return capfirst(str(self._meta.verbose_name))


def _constraints(name: str) -> list[models.BaseConstraint]:
    return [
        models.UniqueConstraint(
            fields=["slug", "locale"],
            name=f"{name}_slug_once_per_language",
            violation_error_message=_("Another term already has this address."),
        ),
    ]


class Theme(Topic):
    class Meta(Topic.Meta):
        abstract = False
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["title"]
        constraints = _constraints("theme")


class Expertise(Topic):
    class Meta(Topic.Meta):
        abstract = False
        verbose_name = _("expertise")
        verbose_name_plural = _("expertises")
        ordering = ["title"]
        constraints = _constraints("expertise")


class Category(Topic):
    class Meta(Topic.Meta):
        abstract = False
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["title"]
        constraints = _constraints("category")


VOCABULARIES = {model._meta.model_name: model for model in (Theme, Expertise, Category)}


class TopicIndexPage(RoutablePageMixin, IndexPage):
    """Lists one vocabulary and serves its terms below it."""

    vocabulary = models.CharField(
        _("vocabulary"),
        max_length=20,
        choices=[
            ("theme", _("Themes")),
            ("expertise", _("Expertises")),
            ("category", _("Categories")),
        ],
    )

    page_size = 60
    parent_page_types = ["standard.HomePage", "blog.BlogIndexPage"]
    content_panels = [*IndexPage.content_panels, FieldPanel("vocabulary")]
    api_fields = [*IndexPage.api_fields, APIField("vocabulary")]

    class Meta:
        verbose_name = _("list of topics")
        verbose_name_plural = _("lists of topics")

    def get_items(self, request):
        model = VOCABULARIES[self.vocabulary]
        return alphabetical(self.listed(model.objects.visible()))

    @path("<slug:slug>/", name="topic")
    def topic(self, request, slug: str) -> HttpResponse:
        return serve_object(self, request, VOCABULARIES[self.vocabulary], slug)
