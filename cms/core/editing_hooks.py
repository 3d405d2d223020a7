"""What the editor tells: of what was deleted since, and of what a translation shares with its source."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page, TranslatableMixin

from cms.core.synchronize import is_alias, is_managed, source_of
from cms.core.visibility import published


@hooks.register("before_edit_page")
def tell_what_went_from_page(request: HttpRequest, page: Page) -> None:
    _tell(request, page)


@hooks.register("before_edit_snippet")
def tell_what_went_from_snippet(request: HttpRequest, instance: Model) -> None:
    _tell(request, instance)


@hooks.register("before_edit_page")
def tell_what_page_shares(request: HttpRequest, page: Page) -> None:
    _tell_of_source(request, page)


@hooks.register("before_edit_snippet")
def tell_what_snippet_shares(request: HttpRequest, instance: Model) -> None:
    if isinstance(instance, TranslatableMixin):
        _tell_of_source(request, instance)


def _tell_of_source(request: HttpRequest, obj: TranslatableMixin) -> None:
    if request.method != "GET" or is_alias(obj):
        return
    source = source_of(obj)
    if source is None:
        return
    values = {"source": source, "language": source.locale.get_display_name()}
    if hasattr(source, "live") and not published(type(source)._base_manager.filter(pk=source.pk)).exists():
        messages.warning(
            request,
            _("The public sees this translation only while “%(source)s” (%(language)s) is published.")
            % values,
        )
    if not is_managed(obj):
        messages.info(
            request,
            _(
                "This is a translation: its dates, addresses, pictures and relations are those of "
                "“%(source)s” (%(language)s), and are changed there."
            )
            % values,
        )


def _tell(request: HttpRequest, obj: Model) -> None:
    dropped = getattr(obj, "dropped_references", ())
    if dropped and request.method == "GET":
        messages.warning(
            request,
            _("This draft named something that has been deleted since; it is no longer in it: %(names)s.")
            % {"names": "; ".join(dropped)},
        )
