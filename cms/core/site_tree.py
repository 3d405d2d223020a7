"""The pages every site has: home and index pages, as real pages in each language.

Plugins name them in their room `site_pages.py`. Making them at set-up means that no
language's tree is ever filled with copies of another's text.
"""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Locale, Page, Site
from wagtail.signals import page_published
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms.plugins.offers import SitePage
from cms.plugins.registry import registry

STOCK_WELCOME = "Welcome to your new Wagtail site!"


def ensure_site_tree() -> list[Page]:
    """Create the languages, and the home and index pages that are missing; return the new ones.

    Running it again, or after editors renamed, moved or unpublished pages, changes nothing of
    what is there.
    """
    made: list[Page] = []
    with transaction.atomic():
        locales = ensure_locales()
        # Wagtail's welcome page goes in the end; until then it must not hold the address of a home page.
        Page.objects.filter(depth=2, title=STOCK_WELCOME).update(slug="wagtail-welcome")
        specs = sorted(registry.site_pages(), key=lambda spec: spec.parent != "")
        waiting = list(specs)
        while waiting:
            ready = [spec for spec in waiting if _parents_known(spec, waiting)]
            if not ready:
                names = ", ".join(spec.model for spec in waiting)
                raise RuntimeError(f"These index pages name each other as parents: {names}.")
            for spec in ready:
                made += _ensure_page(spec, locales)
                waiting.remove(spec)
        _ensure_site()
    return made


def ensure_locales() -> list[Locale]:
    """A Locale for each content language, the source language first."""
    source = get_supported_content_language_variant(settings.LANGUAGE_CODE)
    codes = [source, *(code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES if code != source)]
    return [Locale.objects.get_or_create(language_code=code)[0] for code in codes]


def _parents_known(spec: SitePage, waiting: list[SitePage]) -> bool:
    return not any(other.model == spec.parent for other in waiting if other is not spec)


def _ensure_page(spec: SitePage, locales: list[Locale]) -> list[Page]:
    model = apps.get_model(spec.model)
    source = locales[0]
    original = model.objects.filter(locale=source, **spec.values).order_by("path").first()
    made = []
    if original is None:
        parent = _parent(spec, source)
        if parent is None:
            return []
        original = _add(spec, model, parent, source, {})
        made.append(original)
    for locale in locales[1:]:
        parent = _parent(spec, locale)
        if parent is None or original.has_translation(locale):
            continue
        page = _add(spec, model, parent, locale, {"translation_key": original.translation_key})
        let_translators_take_over(original, page)
        made.append(page)
    return made


def let_translators_take_over(original: Page, page: Page) -> None:
    """Editors write the page by hand, until one of them presses “Start synced translation”. The title
    and address it has are then its translated ones."""
    source, _created = TranslationSource.get_or_create_from_instance(original)
    Translation.objects.get_or_create(source=source, target_locale=page.locale, defaults={"enabled": False})
    known = {"title": page.title, "slug": page.slug}
    for segment in source.stringsegment_set.filter(context__path__in=known).select_related("context"):
        StringTranslation.objects.get_or_create(
            translation_of_id=segment.string_id,
            locale=page.locale,
            context=segment.context,
            defaults={
                "data": known[segment.context.path],
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
            },
        )


def _parent(spec: SitePage, locale: Locale) -> Page | None:
    if not spec.parent:
        return Page.get_first_root_node()
    model = apps.get_model(spec.parent)
    return model.objects.filter(locale=locale).order_by("path").first()


def _add(spec: SitePage, model: type[Page], parent: Page, locale: Locale, more: dict) -> Page:
    language = locale.language_code
    with override(language):
        title = str(spec.title)
    slug = spec.slugs.get(language) or next(iter(spec.slugs.values()))
    if parent.get_children().filter(slug=slug).exists():
        slug = f"{slug}-{language}"
    now = timezone.now()
    page = model(
        title=title,
        slug=slug,
        locale=locale,
        first_published_at=now,
        last_published_at=now,
        **spec.values,
        **more,
    )
    parent.add_child(instance=page)
    revision = page.save_revision(changed=False, clean=False)
    page.live_revision = revision
    page.save(update_fields=["live_revision"], clean=False)
    page_published.send(sender=model, instance=page, revision=revision)
    return page


def _ensure_site() -> None:
    """Point the site at the source language's home page, and drop Wagtail's welcome page."""
    source = Locale.objects.get(language_code=get_supported_content_language_variant(settings.LANGUAGE_CODE))
    home = Page.get_first_root_node().get_children().filter(locale=source).specific()
    home = next((page for page in home if page.title != STOCK_WELCOME), None)
    if home is None:
        return
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if site.pk and site.root_page.title != STOCK_WELCOME:
        return
    welcome = site.root_page if site.pk else None
    site.root_page = home
    site.site_name = site.site_name or settings.WAGTAIL_SITE_NAME
    site.hostname = site.hostname or "localhost"
    site.save()
    if welcome is not None:
        welcome.refresh_from_db()
        welcome.delete()
