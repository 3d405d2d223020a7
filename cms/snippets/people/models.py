from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
)
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.models import TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.core.managers import LiveQuerySet
from cms.core.pages import TEXT_FEATURES, IndexPage
from cms.core.public_objects import serve_object
from cms.core.relations import row_targets, rows_with_targets
from cms.core.rows import Row, TranslatableRow
from cms.core.serializers import ImageSerializer, RelatedSerializer
from cms.core.snippets import PublicSnippet
from cms.snippets.people.roles import GROUPS, RoleField, codes_of_group, role_label


class PersonQuerySet(LiveQuerySet):
    def showing_files(self):
        """Visible people whose photo may be shown."""
        return self.visible().exclude(
            Q(image_rights=Person.ImageRights.REFUSED) | Q(image_rights_expire_on__lt=timezone.localdate())
        )

    def visible(self):
        """Published people whom nobody hid, in this or any other language."""
        hidden = Person.objects.filter(
            Q(visibility=Person.Visibility.HIDDEN) | Q(objected_on__isnull=False),
            translation_key=OuterRef("translation_key"),
        )
        return super().visible().exclude(Exists(hidden))


class Person(PublicSnippet):
    """Somebody of the programme: a talent, a mentor, a sponsor, the team."""

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("Public")
        HIDDEN = "hidden", _("Hidden")

    class ImageRights(models.TextChoices):
        UNKNOWN = "unknown", pgettext_lazy("image rights", "Unknown")
        GRANTED = "granted", pgettext_lazy("image rights", "Granted")
        REFUSED = "refused", pgettext_lazy("image rights", "Refused")

    name = models.CharField(_("name"), max_length=255)
    aliases = models.TextField(
        _("other names"),
        blank=True,
        help_text=_("One per line, never shown. The import recognises them."),
    )
    job = models.CharField(_("job"), max_length=255, blank=True, help_text=_("“Data scientist”, “Designer”."))
    biography = RichTextField(_("biography"), blank=True, features=TEXT_FEATURES)
    photo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("photo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    linkedin = models.URLField("LinkedIn", blank=True)
    github = models.URLField("GitHub", blank=True)
    gitlab = models.URLField("GitLab", blank=True)
    x = models.URLField("X", blank=True)
    website = models.URLField(_("website"), blank=True)
    alumni = models.BooleanField(
        _("former member"),
        null=True,
        blank=True,
        help_text=_("Unknown: it follows from the end dates of what they did."),
    )
    visibility = models.CharField(
        _("visibility"),
        max_length=10,
        choices=Visibility.choices,
        default=Visibility.PUBLIC,
        help_text=_("Hidden: shown nowhere, in no language."),
    )
    objected_on = models.DateField(
        _("objected on"),
        null=True,
        blank=True,
        help_text=_("The day the person asked not to be shown; it hides them."),
    )
    image_rights = models.CharField(
        _("image rights"),
        max_length=10,
        choices=ImageRights.choices,
        default=ImageRights.UNKNOWN,
    )
    image_rights_expire_on = models.DateField(_("image rights expire on"), null=True, blank=True)
    other_source_paths = models.JSONField(default=list, editable=False)

    objects = PersonQuerySet.as_manager()

    index_page_model = "people.PeopleIndexPage"
    index_page_filter = {"serves_people": True}
    detail_template = "people/person.html"
    name_field = "name"

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("job"),
        FieldPanel("biography"),
        MultiFieldPanel(
            [
                FieldPanel("photo"),
                FieldRowPanel([FieldPanel("image_rights"), FieldPanel("image_rights_expire_on")]),
            ],
            heading=_("Photo"),
        ),
        MultipleChooserPanel(
            "expertise_rows",
            chooser_field_name="expertise",
            label=_("Expertise"),
            heading=_("Expertises"),
        ),
        InlinePanel(
            "participations",
            heading=_("Roles without a challenge"),
            label=_("role"),
            help_text=_("Teams of challenges are edited on the challenge."),
        ),
        MultiFieldPanel(
            [
                FieldPanel("linkedin"),
                FieldPanel("github"),
                FieldPanel("gitlab"),
                FieldPanel("x"),
                FieldPanel("website"),
            ],
            heading=_("Links"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("visibility"), FieldPanel("objected_on")]),
                FieldPanel("alumni"),
                FieldPanel("aliases"),
            ],
            heading=_("Privacy and follow-up"),
        ),
    ]
    api_fields = [
        APIField("name"),
        APIField("job"),
        APIField("biography"),
        APIField("photo", serializer=ImageSerializer(attribute="shown_photo", relation="photo")),
        APIField("expertises", serializer=RelatedSerializer(path="expertise_rows.expertise")),
        APIField(
            "participations",
            serializer=RelatedSerializer(source="roles", path="participations.promotion", present=dict),
        ),
        APIField("is_alumni"),
        APIField("linkedin"),
        APIField("github"),
        APIField("gitlab"),
        APIField("x"),
        APIField("website"),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("job"),
        index.SearchField("biography"),
        index.FilterField("slug"),
        index.FilterField("visibility"),
        index.FilterField("locale_id"),
        index.FilterField("live"),
    ]
    override_translatable_fields = [
        SynchronizedField("name", overridable=True),
        SynchronizedField("slug", overridable=False),
        SynchronizedField("aliases", overridable=False),
        SynchronizedField("visibility", overridable=False),
        SynchronizedField("objected_on", overridable=False),
        SynchronizedField("image_rights", overridable=False),
        SynchronizedField("image_rights_expire_on", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "locale"],
                name="person_slug_once_per_language",
                violation_error_message=_("Somebody else has this address."),
            ),
        ]

    @property
    def shown_photo(self):
        """The photo, unless its rights were refused or are over."""
        expired = (
            self.image_rights_expire_on is not None and self.image_rights_expire_on < timezone.localdate()
        )
        if self.image_rights == self.ImageRights.REFUSED or expired:
            return None
        return self.photo

    @property
    def shown_photo_alt(self) -> str:
        return self.name

    @property
    def expertises(self) -> list:
        return row_targets(self.expertise_rows.all(), "expertise")

    @property
    def shown_participations(self) -> list[tuple[Participation, Any]]:
        """Roles without a challenge, in order, each with its visible cohort or None."""
        rows = list(self.participations.all())
        promotions = {id(row): page for row, page in rows_with_targets(rows, "promotion")}
        return [(row, promotions.get(id(row))) for row in rows]

    @property
    def roles(self) -> list[dict]:
        """`shown_participations` as the API shows them."""
        from cms.core.serializers import reference

        return [
            {
                "role": row.role,
                "role_label": role_label(row.role),
                "job": row.job,
                "promotion": reference(promotion) if promotion else None,
                "start": row.start,
                "end": row.end,
            }
            for row, promotion in self.shown_participations
        ]

    @property
    def is_alumni(self) -> bool:
        """Set by hand, or: has done something, and all of it has ended."""
        if self.alumni is not None:
            return self.alumni
        ends = [row.end for row in self.participations.all()]
        ends += [end for find in ended_participations for end in find(self)]
        today = timezone.localdate()
        return bool(ends) and all(end is not None and end < today for end in ends)


# Functions of other plugins: (person) -> end dates of what the person did there.
ended_participations: list = []


class PersonExpertise(Row):
    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="expertise_rows")
    expertise = models.ForeignKey(
        "topics.Expertise",
        verbose_name=_("expertise"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    panels = [FieldPanel("expertise")]

    class Meta(Row.Meta):
        verbose_name = _("expertise")
        verbose_name_plural = _("expertises")


class Participation(TranslatableRow):
    """A role of a person in the programme, outside a challenge."""

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="participations")
    role = RoleField(_("role"))
    promotion = models.ForeignKey(
        "promotions.PromotionPage",
        verbose_name=_("cohort"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    job = models.CharField(_("job"), max_length=255, blank=True)
    start = models.DateField(_("start"), null=True, blank=True)
    end = models.DateField(_("end"), null=True, blank=True)

    new_rows_follow = True
    override_translatable_fields = [
        SynchronizedField("role", overridable=False),
        SynchronizedField("promotion", overridable=False),
    ]
    panels = [
        FieldRowPanel([FieldPanel("role"), FieldPanel("promotion")]),
        FieldPanel("job"),
        FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
    ]

    class Meta(TranslatableRow.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")


class PeopleIndexPage(RoutablePageMixin, IndexPage):
    """Lists the people of some roles; the one at /personnes/ serves every person."""

    group = models.CharField(
        _("who is listed"),
        max_length=20,
        choices=[("", _("Everybody")), *GROUPS],
        blank=True,
    )
    serves_people = models.BooleanField(
        _("people's pages stand below this one"),
        default=False,
        help_text=_("Tick it on one page per language."),
    )

    page_size = 48
    parent_page_types = ["standard.HomePage"]
    content_panels = [
        *IndexPage.content_panels,
        FieldPanel("group"),
        FieldPanel("serves_people"),
    ]
    api_fields = [*IndexPage.api_fields, APIField("group"), APIField("serves_people")]

    class Meta:
        verbose_name = _("list of people")
        verbose_name_plural = _("lists of people")

    def get_items(self, request):
        people = Person.objects.visible()
        if self.group:
            people = people.filter(holders_of(codes_of_group(self.group)))
        # The address is the name without accents: a database may put “Élodie” after “Zoé”.
        return self.listed(people).order_by("slug", "pk")

    def route(self, request, path_components):
        # Only the page that serves people has addresses below it.
        if path_components and not self.serves_people:
            from django.http import Http404

            raise Http404("No page stands below this list.")
        return super().route(request, path_components)

    @path("<slug:slug>/", name="person")
    def person(self, request, slug: str) -> HttpResponse:
        return serve_object(self, request, Person, slug)


# Plugins that give people roles add a function: (codes) -> Q over Person.
role_holders: list = []


def holders_of(codes: list[str]) -> Q:
    """People who hold one of these roles, in whatever language the row was written."""
    own = Participation.objects.filter(role__in=codes, person__translation_key=OuterRef("translation_key"))
    condition = Q(Exists(own))
    for find in role_holders:
        condition |= find(codes)
    return condition
