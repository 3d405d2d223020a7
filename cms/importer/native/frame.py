"""Redirects of an export into this site."""

from __future__ import annotations

import csv
from pathlib import Path

from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.importer.documents import read_text
from cms.importer.errors import UnreadableDocument
from cms.importer.export.keys import Keys
from cms.importer.export.layout import REDIRECTS
from cms.importer.export.redirects import COLUMNS
from cms.importer.export.rich_text import PAGE
from cms.importer.report import Outcome, Report

KIND = "redirect"


def import_redirects(root: Path, keys: Keys, report: Report) -> None:
    """Make the redirects that are missing; one that leads elsewhere here is left alone, with a warning."""
    path = root / REDIRECTS
    if path.is_symlink() or not path.is_file():
        return
    try:
        lines = read_text(path).split("\n")
    except UnreadableDocument as error:
        report.fail(REDIRECTS, error.line, str(error))
        return
    existing = {redirect.old_path: redirect for redirect in Redirect.objects.filter(site=None)}
    table = csv.DictReader(lines)
    if tuple(table.fieldnames or ()) != COLUMNS:
        report.fail(REDIRECTS, 1, _("The first line must be: %s") % ",".join(COLUMNS))
        return
    for row in table:
        if None in row or None in row.values():
            report.fail(REDIRECTS, table.line_num, _("A line has four values."))
            continue
        redirect = _read(row, keys)
        old = Redirect.normalise_path(row["old_path"])
        if redirect is None:
            report.warn(
                REDIRECTS,
                table.line_num,
                "reference-missing",
                row["target"],
                _("left out; there is no such page"),
            )
        elif old not in existing:
            redirect.save()
            existing[redirect.old_path] = redirect
            report.count(KIND, Outcome.CREATED)
        elif _goal(existing[old]) != _goal(redirect):
            report.warn(
                REDIRECTS, table.line_num, "edited-here", old, _("left alone; it leads elsewhere here")
            )
        else:
            report.count(KIND, Outcome.UNCHANGED)


def _read(row: dict[str, str], keys: Keys) -> Redirect | None:
    redirect = Redirect(
        old_path=Redirect.normalise_path(row["old_path"]),
        redirect_page_route_path=row["route"],
        is_permanent=row["permanent"] != "no",
    )
    target = row["target"]
    if not target.startswith(PAGE):
        redirect.redirect_link = target
        return redirect
    redirect.redirect_page_id = keys.find(Page, target.removeprefix(PAGE), "")
    return redirect if redirect.redirect_page_id else None


def _goal(redirect: Redirect) -> tuple[object, ...]:
    page = redirect.redirect_page_id
    return (page, redirect.redirect_page_route_path, "" if page else redirect.redirect_link)
