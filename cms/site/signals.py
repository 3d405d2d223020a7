from __future__ import annotations

from wagtail.signals import published

from .models import ImportantBanner


def connect() -> None:
    published.connect(replace_banner, sender=ImportantBanner, dispatch_uid="site.banner")


def replace_banner(instance: ImportantBanner, **kwargs) -> None:
    """One banner at a time: the others of this language go back to drafts."""
    others = ImportantBanner.objects.filter(locale=instance.locale_id, live=True).exclude(pk=instance.pk)
    for banner in others:
        banner.unpublish()
