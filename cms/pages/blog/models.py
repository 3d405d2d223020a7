from __future__ import annotations

from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, MultipleChooserPanel
from wagtail.api import APIField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.core.locale import prefer_language
from cms.core.pages import ContentPage, IndexPage
from cms.core.relations import row_targets
from cms.core.rows import Row
from cms.core.serializers import RelatedSerializer
from cms.core.sorting import alphabetical
from cms.core.visibility import visible_pages
from cms.pages.blog.neighbours import next_post, previous_post
from cms.pages.blog.rows import AuthorRow, CategoryRow
from cms.snippets.topics.models import Category


class BlogIndexPage(IndexPage):
    page_size = 12
    parent_page_types = ["standard.HomePage"]

    class Meta:
        verbose_name = _("blog")
        verbose_name_plural = _("blogs")

    def get_items(self, request):
        # Other dated types may stand here too (a testimonial keeps its old address).
        types = self.listed_types()
        posts = Page.objects.child_of(self).exact_type(*types)
        dates = [f"{model._meta.get_ancestor_link(Page).remote_field.name}__date" for model in types]
        by_date = Coalesce(*dates, "first_published_at") if dates else F("first_published_at")
        newest_first = [by_date.desc(nulls_last=True), "-pk"]
        return self.listed(visible_pages(posts)).order_by(*newest_first).specific()

    @property
    def categories(self) -> list[Category]:
        """All of them, in the reader's language."""
        return alphabetical(prefer_language(Category.objects.visible()))

    @classmethod
    def listed_types(cls) -> list[type[Page]]:
        """Types that may stand under a blog, other than lists."""
        return [model for model in cls.allowed_subpage_models() if issubclass(model, ContentPage)]


class BlogPostPageTag(TaggedItemBase):
    content_object = ParentalKey("blog.BlogPostPage", on_delete=models.CASCADE, related_name="tagged_items")


class BlogPostPage(ContentPage):
    tags = ClusterTaggableManager(through=BlogPostPageTag, blank=True, verbose_name=_("tags"))
    # Required to publish; an imported draft may lack it.
    date = models.DateTimeField(_("date"), null=True)
    author_label = models.CharField(
        _("authors, as written"),
        max_length=500,
        blank=True,
        help_text=_("Shown in place of the names below: “Camille Roy, the EIG team”."),
    )

    parent_page_types = ["blog.BlogIndexPage"]
    content_panels = [
        *Page.content_panels,
        *ContentPage.summary_panels,
        FieldPanel("date"),
        MultipleChooserPanel(
            "author_rows",
            chooser_field_name="person",
            heading=_("Authors"),
            label=_("Author"),
        ),
        FieldPanel("author_label"),
        MultipleChooserPanel(
            "category_rows",
            chooser_field_name="category",
            heading=_("Categories"),
            label=_("Category"),
        ),
        *ContentPage.body_panels,
        MultipleChooserPanel(
            "related_rows",
            chooser_field_name="related",
            heading=_("Read also"),
            label=_("Post"),
        ),
    ]
    api_fields = [
        *ContentPage.api_fields,
        APIField("author_label"),
        APIField("authors", serializer=RelatedSerializer(path="author_rows.person")),
        APIField("categories", serializer=RelatedSerializer(path="category_rows.category")),
        APIField("related_posts", serializer=RelatedSerializer(path="related_rows.related")),
    ]
    search_fields = [*ContentPage.search_fields, index.SearchField("author_label")]
    override_translatable_fields = [
        *ContentPage.override_translatable_fields,
        SynchronizedField("author_label", overridable=True),
    ]

    class Meta:
        verbose_name = _("blog post")
        verbose_name_plural = _("blog posts")

    @property
    def authors(self) -> list:
        return row_targets(self.author_rows.all(), "person")

    @property
    def categories(self) -> list:
        return row_targets(self.category_rows.all(), "category")

    @property
    def related_posts(self) -> list:
        return row_targets(self.related_rows.all(), "related")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["previous_post"] = previous_post(self)
        context["next_post"] = next_post(self)
        return context


class BlogPostAuthor(AuthorRow):
    page = ParentalKey(BlogPostPage, on_delete=models.CASCADE, related_name="author_rows")


class BlogPostCategory(CategoryRow):
    page = ParentalKey(BlogPostPage, on_delete=models.CASCADE, related_name="category_rows")


class RelatedPost(Row):
    page = ParentalKey(BlogPostPage, on_delete=models.CASCADE, related_name="related_rows")
    related = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("post"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    panels = [FieldPanel("related")]

    class Meta(Row.Meta):
        verbose_name = _("related post")
        verbose_name_plural = _("related posts")
