"""Public addresses: which slugs are allowed, where snippets live."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from cms.core.locale import active_locale, locale_for
from cms.core.redirects import redirect
from cms.core.request_cache import remember

__all__ = ["PublicAddress", "check_slug", "is_home", "is_reserved", "redirect"]

# Root addresses that belong to the application: a first-level page would hide them or
# be hidden by them. Languages are added from the settings.
RESERVED_SLUGS = {
    "admin",
    "api",
    "django-admin",
    "documents",
    "feeds",
    "healthz",
    "images",
    "media",
    "metrics",
    "plan-du-site",
    "recherche",
    "search",
    "sitemap",
    "static",
}


def check_slug(slug: str, first_level: bool = False) -> None:
    """Raise ValidationError unless `slug` may stand in a public address.

    ASCII only, and not all digits: the API reads digits as an id.
    """
    if not slug.isascii():
        raise ValidationError(
            _("“%(slug)s” has accents: use unaccented letters, digits and hyphens."),
            params={"slug": slug},
        )
    if slug.isdigit():
        raise ValidationError(_("“%(slug)s” is only digits: add a word."), params={"slug": slug})
    if first_level and is_reserved(slug):
        raise ValidationError(
            _("“%(slug)s” is an address of the site itself: choose another."),
            params={"slug": slug},
        )


def is_reserved(slug: str) -> bool:
    """Whether a page directly under a home page may not have this address."""
    return slug in RESERVED_SLUGS or slug in {code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES}


def is_home(page: Page) -> bool:
    """Whether pages under `page` stand at the first level: root is depth 1, a home page 2."""
    return page.depth == 2


class PublicAddress(models.Model):
    """A snippet with a page of its own, served below an index page.

    Its address exists only where that index page is live in the reader's language.
    """

    index_page_model = ""  # "people.PeopleIndexPage"
    index_page_filter: dict = {}

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str | None:
        return self.get_url()

    def index_page_lookup(self) -> dict:
        return dict(self.index_page_filter)

    def get_url(self, request=None, language: str | None = None) -> str | None:
        """Path of the public page in `language` (default: the reader's), or None."""
        index = self.index_url(language)
        return f"{index}{self.slug}/" if index and self.slug else None

    @property
    def url(self) -> str | None:
        return self.get_url()

    @property
    def full_url(self) -> str | None:
        path = self.get_url()
        if path is None:
            return None
        site = Site.objects.filter(is_default_site=True).first()
        return f"{site.root_url}{path}" if site else path

    def index_url(self, language: str | None = None) -> str | None:
        """Path of the index page it stands below in `language`, or None where that is not public."""
        lookup = self.index_page_lookup()
        locale = locale_for(language) if language else active_locale()

        def find() -> str | None:
            model = apps.get_model(self.index_page_model)
            page = model.objects.visible().filter(locale=locale, **lookup).first()
            return page.url if page else None

        key = ("index", self.index_page_model, locale.pk, *sorted(lookup.items()))
        return remember(key, find)
