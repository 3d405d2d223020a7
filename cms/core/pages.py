"""What every page type of the site has."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_all_child_relations
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.models import Page, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField
from wagtail_localize.operations import translate_object

from cms.core.addresses import check_slug, is_home, is_reserved
from cms.core.fields import BodyField
from cms.core.forms import ContentPageForm
from cms.core.identity import Identity
from cms.core.locale import active_locale, prefer_language
from cms.core.managers import ContentPageManager
from cms.core.revisions import KeepsDanglingRevisions
from cms.core.serializers import BodySerializer, ImageSerializer, TagsSerializer
from cms.core.sitemap import page_entries
from cms.core.synchronize import SharedAcrossLanguages
from cms.core.visibility import is_visible

SUMMARY_FEATURES = ["bold", "italic", "link", "document-link", "lang-en"]
TEXT_FEATURES = [*SUMMARY_FEATURES, "ol", "ul"]


ORIGIN_PANEL = MultiFieldPanel(
    [
        FieldPanel("uuid", read_only=True),
        FieldPanel("source_path", read_only=True),
        FieldPanel("import_note", read_only=True),
    ],
    heading=_("Origin"),
    classname="collapsed",
)


class SitePage(SharedAcrossLanguages, KeepsDanglingRevisions, Page):
    """A page that the clock, the plugins and the address rules apply to."""

    objects = ContentPageManager()

    base_form_class = ContentPageForm

    class Meta:
        abstract = True

    @classmethod
    def clean_parent_page_models(cls):
        """Wagtail's, without parents whose plugin is not installed: a list of
        categories may stand under the blog, and does without it."""
        if cls._clean_parent_page_models is None and cls.parent_page_types:
            cls.parent_page_types = [
                name
                for name in cls.parent_page_types
                if not isinstance(name, str)
                or name.partition(".")[0] in {app.label for app in apps.get_app_configs()}
            ]
        return super().clean_parent_page_models()

    def clean(self):
        super().clean()
        try:
            check_slug(self.slug, first_level=self._stands_at_first_level())
        except ValidationError as error:
            raise ValidationError({"slug": error}) from error

    def _stands_at_first_level(self) -> bool:
        # Root is depth 1 and a home page 2; a new page has no depth yet.
        parent = getattr(self, "parent_page", None) or (self.get_parent() if self.depth else None)
        return bool(parent) and is_home(parent)

    def can_move_to(self, parent):
        """Wagtail's, and: not into the tree of another language, where this text would be public at
        once; not to an address that is the site's own."""
        if not super().can_move_to(parent):
            return False
        if not parent.is_root() and parent.locale_id != self.locale_id:
            return False
        return not (is_home(parent) and is_reserved(self.slug))

    def save(self, *args, **kwargs):
        if self._state.adding and self.depth and self.depth > 2:
            self._speak_language_of_place()
        if self.live and self.alias_of_id and self.alias_of.locale_id != self.locale_id:
            # It would repeat a text in the wrong language.
            self.live = False
        return super().save(*args, **kwargs)

    def _speak_language_of_place(self) -> None:
        """A page copied into the tree of another language belongs to that one, as a draft to translate."""
        parent = self.get_parent()
        if self.locale_id in {None, parent.locale_id}:
            return
        self.locale = parent.locale
        self.live, self.has_unpublished_changes = False, True
        self.live_revision = self.first_published_at = self.last_published_at = None
        for relation in get_all_child_relations(type(self)):
            if issubclass(relation.related_model, TranslatableMixin):
                for row in getattr(self, relation.get_accessor_name()).all():
                    row.locale = parent.locale

    def copy_for_translation(self, locale, copy_parents=False, alias=False, exclude_fields=None):
        """Wagtail's, but where it would make a live alias (of the missing ancestors of what is
        translated, of the whole tree when languages are synchronised) this submits the page for
        translation: it becomes a draft, which translators find in their list."""
        if not alias:
            return super().copy_for_translation(
                locale, copy_parents=copy_parents, exclude_fields=exclude_fields
            )
        if not self.has_translation(locale):
            translate_object(self, [locale])
        return self.get_translation(locale)

    def get_sitemap_urls(self, request=None):
        """None for a page that may not be seen; else its address with those of its translations."""
        return page_entries([self])

    @cached_property
    def is_public(self) -> bool:
        return is_visible(self)


class ContentPage(Identity, SitePage):
    """Base of the page types: chapô, image, date, tags, body, follow-up."""

    summary = RichTextField(
        _("summary"),
        blank=True,
        features=SUMMARY_FEATURES,
        help_text=_("A few sentences, shown under the title and in lists."),
    )
    image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    image_alt = models.CharField(
        _("alternative text"),
        max_length=500,
        blank=True,
        help_text=_("What the picture says, for those who do not see it."),
    )
    image_decorative = models.BooleanField(
        _("decorative image"),
        default=True,
        help_text=_("Ticked when the picture says nothing that the text does not."),
    )
    date = models.DateTimeField(_("date"), null=True, blank=True)
    body = BodyField(blank=True, verbose_name=_("body"))
    social_image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("image for sharing"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown by social networks in place of the page's image."),
    )
    review_on = models.DateField(
        _("review on"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody should read this page again."),
    )
    archived_on = models.DateField(
        _("archived on"),
        null=True,
        blank=True,
        help_text=_("From that day the page says that it is kept for the record."),
    )
    archived_notice = models.CharField(
        _("notice on the archived page"),
        max_length=255,
        blank=True,
        help_text=_("In place of “Archived content: information as it was then.”"),
    )

    summary_panels = [
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldPanel("image"),
                FieldRowPanel([FieldPanel("image_decorative"), FieldPanel("image_alt")]),
            ],
            heading=_("Image"),
        ),
    ]
    body_panels = [FieldPanel("body")]
    promote_panels = [
        *Page.promote_panels,
        FieldPanel("social_image"),
        FieldPanel("tags"),
    ]
    settings_panels = [
        *Page.settings_panels,
        MultiFieldPanel(
            [
                FieldPanel("review_on"),
                FieldRowPanel([FieldPanel("archived_on"), FieldPanel("archived_notice")]),
            ],
            heading=_("Follow-up"),
        ),
        ORIGIN_PANEL,
    ]

    api_meta_fields = [APIField("uuid")]
    api_fields = [
        APIField("summary"),
        APIField("date"),
        APIField("image", serializer=ImageSerializer()),
        APIField("tags", serializer=TagsSerializer()),
        APIField("body", serializer=BodySerializer()),
        APIField("social_image", serializer=ImageSerializer(attribute="social_image")),
        APIField("is_archived"),
        APIField("archived_on"),
        APIField("archived_notice"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("date"),
    ]
    override_translatable_fields = [
        SynchronizedField("image", overridable=True),
        SynchronizedField("tags", overridable=False),
        SynchronizedField("date", overridable=False),
        SynchronizedField("review_on", overridable=True),
    ]

    class Meta:
        abstract = True

    @property
    def is_archived(self) -> bool:
        from django.utils import timezone

        return bool(self.archived_on and self.archived_on <= timezone.localdate())


class IndexPage(Identity, SitePage):
    """Base of the pages that list others: an introduction and a list, page by page."""

    introduction = RichTextField(_("introduction"), blank=True, features=TEXT_FEATURES)
    body = BodyField(blank=True, verbose_name=_("body"))

    page_size = 24

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("body"),
    ]
    settings_panels = [*Page.settings_panels, ORIGIN_PANEL]
    api_meta_fields = [APIField("uuid")]
    api_fields = [
        APIField("introduction"),
        APIField("body", serializer=BodySerializer()),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]

    class Meta:
        abstract = True

    def get_items(self, request):
        """What the list shows: visible objects in order, as a queryset or a list."""
        raise NotImplementedError

    def prepared(self, items: list) -> list:
        """The objects of one page of the list, with what its template shows of them read at once."""
        return items

    def listed(self, queryset):
        """Narrow to what a reader of this language gets, each object once."""
        return prefer_language(queryset, active_locale())

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        # get_page answers the first page for nonsense and the last for too much.
        paginator = Paginator(self.get_items(request), self.page_size)
        items = paginator.get_page(request.GET.get("page"))
        items.object_list = self.prepared(list(items.object_list))
        context["items"] = items
        return context
