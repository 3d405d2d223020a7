"""Ordered rows of a page or snippet (Wagtail inline children)."""

from __future__ import annotations

from wagtail.models import Orderable, TranslatableMixin


class Row(Orderable):
    """A row that says the same in every language: it follows the source by itself."""

    class Meta(Orderable.Meta):
        abstract = True


class TranslatableRow(TranslatableMixin, Orderable):
    """A row that holds text: its text is translated, its other columns follow the source.

    `new_rows_follow` tells whether a row added to the source appears at once in the
    translations, with its text left empty. True for rows that are a relation first
    (a team member): every language has exactly the source's. False for rows that are
    mostly text: they wait for a translator, and a translation that an editor writes by
    hand may have rows of its own.
    """

    new_rows_follow = False

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        abstract = True
