"""Deleting a person, in the admin or by code, erases them: the import never makes them again."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete

from cms.importer.erased import erase
from cms.importer.names import plain
from cms.snippets.people.models import Person


def connect() -> None:
    post_delete.connect(after_delete, sender=Person, dispatch_uid="people.erasure")


def after_delete(instance: Person, **_kwargs: Any) -> None:
    """Remember the names of a person who is gone in every language, but those that somebody else bears too.

    So the second of two people who were one and the same can be deleted: whoever is kept has the name.
    """
    others = Person._base_manager.exclude(pk=instance.pk)
    if others.filter(translation_key=instance.translation_key).exists():
        return
    borne = {
        plain(name)
        for main, aliases in others.values_list("name", "aliases")
        for name in [main, *aliases.splitlines()]
    }
    names = [instance.name, *instance.aliases.splitlines()]
    erase(instance, [name for name in names if plain(name) not in borne])
