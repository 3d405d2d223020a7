"""What stands between an address and its page."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from wagtail import hooks
from wagtail.models import Page

from cms.core.visibility import is_due


# Before Wagtail asks for a password: nobody signs in to a page whose time is over.
@hooks.register("before_serve_page", order=-10)
def refuse_page_out_of_time(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """404 at the very instant of expiry, go-live or embargo, not when a job next runs; and for
    the translation of a page that is not published. Drafts and previews take another road."""
    if not is_due(page):
        raise Http404("This page is not published at this time.")
