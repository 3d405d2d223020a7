"""Public addresses: which slugs are allowed, where snippets live, what redirects."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import post_save, pre_save
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from cms.core.locale import active_locale, locale_for, source_locale
from cms.core.request_cache import remember

# Root addresses that belong to the application: a first-level page would hide them or
# be hidden by them. Languages are added from the settings.
RESERVED_SLUGS = {
    "admin",
    "api",
    "django-admin",
    "documents",
    "feeds",
    "healthz",
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
    languages = {code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES}
    if first_level and slug in RESERVED_SLUGS | languages:
        raise ValidationError(
            _("“%(slug)s” is an address of the site itself: choose another."),
            params={"slug": slug},
        )


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
        index = self._index(language)
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

    def _index(self, language: str | None) -> str | None:
        from django.apps import apps

        lookup = self.index_page_lookup()
        locale = locale_for(language) if language else active_locale()

        def find() -> str | None:
            model = apps.get_model(self.index_page_model)
            page = model.objects.visible().filter(locale=locale, **lookup).first()
            return page.url if page else None

        key = ("index", self.index_page_model, locale.pk, *sorted(lookup.items()))
        return remember(key, find)


def connect() -> None:
    pre_save.connect(_note_old_slug, dispatch_uid="core.addresses.note")
    post_save.connect(_redirect_old_slug, dispatch_uid="core.addresses.redirect")


def _note_old_slug(sender, instance, raw=False, **_kwargs) -> None:
    if raw or not issubclass(sender, PublicAddress) or instance._state.adding:
        return
    instance._old_slug = sender._base_manager.filter(pk=instance.pk).values_list("slug", flat=True).first()


def _redirect_old_slug(sender, instance, raw=False, **_kwargs) -> None:
    """Wagtail redirects a page whose slug changed; this does it for snippets."""
    old = getattr(instance, "_old_slug", None)
    if raw or not old or old == instance.slug:
        return
    instance._old_slug = None
    for locale in {source_locale(), instance.locale}:
        index = instance._index(locale.language_code)
        if index:
            redirect(f"{index}{old}/", f"{index}{instance.slug}/")


def redirect(old_path: str, new: str | Page) -> bool:
    """Send `old_path` to a page or path for good; return whether anything was written.

    Never makes a loop: a redirect that led away from the new address goes, those that
    led to the old one now lead to the new.
    """
    from wagtail.contrib.redirects.models import Redirect

    old = Redirect.normalise_path(old_path)
    new_path = new.url if isinstance(new, Page) else new
    if not new_path or Redirect.normalise_path(new_path) == old:
        return False
    Redirect.objects.filter(old_path=Redirect.normalise_path(new_path)).delete()
    Redirect.objects.filter(redirect_link=old_path).update(redirect_link=new_path)
    values = (
        {"redirect_page": new, "redirect_link": ""}
        if isinstance(new, Page)
        else {"redirect_page": None, "redirect_link": new}
    )
    existing = Redirect.objects.filter(old_path=old, site=None).first()
    if existing and all(getattr(existing, k) == v for k, v in values.items()):
        return False
    Redirect.objects.update_or_create(old_path=old, site=None, defaults={**values, "is_permanent": True})
    return True
