"""Redirects of an export: a table of old addresses and where they lead."""

from __future__ import annotations

import csv
import io

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.importer.export.keys import Keys
from cms.importer.export.rich_text import PAGE

COLUMNS = ("old_path", "target", "route", "permanent")


def redirects_text(keys: Keys) -> str:
    """Redirects as CSV. A page is named as documents name it, always with its language."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    rows = []
    for redirect in Redirect.objects.all():
        name = keys.name(Page, redirect.redirect_page_id, "") if redirect.redirect_page_id else None
        target = f"{PAGE}{name}" if name else redirect.redirect_link
        permanent = "yes" if redirect.is_permanent else "no"
        rows.append((redirect.old_path, target, redirect.redirect_page_route_path, permanent))
    table.writerows(sorted(set(rows)))
    return text.getvalue()
