"""Who an object is, across environments and imports."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

# Fixed once: the same document imported anywhere gets the same identifier.
IMPORT_NAMESPACE = uuid.UUID("6a1ff9f0-5d4c-5e0e-9a3b-0f6f2f1b7c55")


def imported_uuid(source_path: str, language: str) -> uuid.UUID:
    """The identifier of the object made from `source_path` in `language`."""
    return uuid.uuid5(IMPORT_NAMESPACE, f"{language}:{source_path}")


class Identity(models.Model):
    """A stable identifier, and where an imported object came from.

    Both belong to one object: no copy, alias or translation takes them, and no revision
    brings old ones back. A subclass with `exclude_fields_in_copy` of its own names
    `IDENTITY_FIELDS` in it.
    """

    uuid = models.UUIDField(_("identifier"), default=uuid.uuid4, unique=True, editable=False)
    source_path = models.CharField(
        _("imported from"),
        max_length=500,
        blank=True,
        default="",
        db_index=True,
        editable=False,
    )
    import_note = models.TextField(
        _("import note"),
        blank=True,
        default="",
        editable=False,
        help_text=_("What the importer could not place, word for word."),
    )

    IDENTITY_FIELDS = ("uuid", "source_path", "import_note")
    exclude_fields_in_copy = [*IDENTITY_FIELDS]

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self._state.adding and getattr(self, "alias_of_id", None):
            # Wagtail copies every column of a page into its alias.
            self.uuid, self.source_path, self.import_note = uuid.uuid4(), "", ""
        return super().save(*args, **kwargs)

    def with_content_json(self, content):
        obj = super().with_content_json(content)
        for name in self.IDENTITY_FIELDS:
            setattr(obj, name, getattr(self, name))
        return obj
