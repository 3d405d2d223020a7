"""People who were erased: the import never makes them again, and nothing here says who they were.

A name is kept as an HMAC-SHA256 of its folded form (case, accents, blanks, kinds of apostrophe and dash ignored) under
a random key of this database's own. Not under `SECRET_KEY`: that one is changed now and then, and a person who comes
back because of it is the worse harm. Whoever holds the whole database can still try names against it, one by one; but
that database has the other people's names in plain letters.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from cms.importer.models import ErasedName, ErasureKey, ImportRecord
from cms.importer.names import plain

_erases: ContextVar[bool] = ContextVar("erases", default=True)


def remember_erased(names: Iterable[str]) -> int:
    """Never import people of these names again; return how many names were not known yet."""
    digests = {digest for name in names if (digest := hashed(name))}
    new = digests - set(ErasedName.objects.filter(digest__in=digests).values_list("digest", flat=True))
    ErasedName.objects.bulk_create([ErasedName(digest=digest) for digest in new], ignore_conflicts=True)
    return len(new)


def is_erased(name: str) -> bool:
    """Whether somebody of this name was erased."""
    return ErasedName.objects.exists() and ErasedName.objects.filter(digest=hashed(name)).exists()


def forget_erased(names: Iterable[str]) -> int:
    """Let people of these names be imported again; return how many names were known."""
    digests = [hashed(name) for name in names]
    return ErasedName.objects.filter(digest__in=digests).delete()[0]


def erase(obj: models.Model, names: Iterable[str]) -> None:
    """Remember that an object and the person of these names are gone for good, and forget their documents.

    The record of a document holds its path, and a path often holds a name. Does nothing `without_erasing`.
    """
    if not _erases.get():
        return
    with transaction.atomic():
        remember_erased(names)
        content_type = ContentType.objects.get_for_model(obj)
        ImportRecord.objects.filter(content_type=content_type, object_id=obj.pk).delete()


@contextmanager
def without_erasing() -> Iterator[None]:
    """Delete people meanwhile without erasing them: the import itself takes back what it had made."""
    before = _erases.set(False)
    try:
        yield
    finally:
        _erases.reset(before)


class ErasedNames:
    """The names as one run asks for them: read once."""

    def __init__(self) -> None:
        self.digests = set(ErasedName.objects.values_list("digest", flat=True))
        self.key = erasure_key() if self.digests else b""

    def __contains__(self, name: str) -> bool:
        return bool(self.digests) and digest_of(name, self.key) in self.digests


def hashed(name: str) -> str:
    return digest_of(name, erasure_key())


def digest_of(name: str, key: bytes) -> str:
    """The digest of a name's folded form; empty for a name of nothing."""
    folded = plain(name)
    return hmac.new(key, folded.encode(), hashlib.sha256).hexdigest() if folded else ""


def erasure_key() -> bytes:
    """This database's own key, made when it is first asked for."""
    row, _created = ErasureKey.objects.get_or_create(pk=1, defaults={"key": secrets.token_hex(32)})
    return bytes.fromhex(row.key)
