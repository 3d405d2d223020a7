"""What the editor tells about content that names something deleted since."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page


@hooks.register("before_edit_page")
def tell_what_went_from_page(request: HttpRequest, page: Page) -> None:
    _tell(request, page)


@hooks.register("before_edit_snippet")
def tell_what_went_from_snippet(request: HttpRequest, instance: Model) -> None:
    _tell(request, instance)


def _tell(request: HttpRequest, obj: Model) -> None:
    dropped = getattr(obj, "dropped_references", ())
    if dropped and request.method == "GET":
        messages.warning(
            request,
            _("This draft named something that has been deleted since; it is no longer in it: %(names)s.")
            % {"names": "; ".join(dropped)},
        )
