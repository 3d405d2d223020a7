"""What the importer remembers between two runs: which document made which object, and what it wrote there."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportRecord(models.Model):
    """One document and its object.

    `source` holds a digest of each field as the document gave it, `stored` of each field as it was in the database
    right after: the first tells whether the document changed since, the second whether a person did. `tree`, `title`
    and `content` (a digest of the whole document) let a document be known again under another path.
    """

    source_path = models.CharField(_("imported from"), max_length=500)
    language = models.CharField(_("language"), max_length=10)
    kind = models.CharField(_("kind"), max_length=50)
    tree = models.CharField(_("site tree"), max_length=255, blank=True, default="")
    title = models.CharField(_("title"), max_length=500, blank=True, default="")
    content = models.CharField(max_length=20, blank=True, default="")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    source = models.JSONField(default=dict)
    stored = models.JSONField(default=dict)
    revision_id = models.BigIntegerField(null=True)
    published = models.BooleanField(default=False)
    first_imported_at = models.DateTimeField(auto_now_add=True)
    last_imported_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("imported document")
        verbose_name_plural = _("imported documents")
        constraints = [
            models.UniqueConstraint(
                fields=["source_path", "language"], name="importer_one_record_per_document"
            )
        ]
        indexes = [models.Index(fields=["content_type", "object_id"], name="importer_record_object")]

    def __str__(self) -> str:
        return self.source_path


class ImportedFile(models.Model):
    """A picture or document already in the libraries, by the content of the file it came from.

    The libraries' own hash is of the stored file, which cleaning may have changed. A row without an object announces
    a file that is about to be written: where the import was cut off, the next one removes that file.
    """

    class Library(models.TextChoices):
        IMAGE = "image", _("Image")
        DOCUMENT = "document", _("Document")

    library = models.CharField(_("library"), max_length=10, choices=Library.choices)
    digest = models.CharField(_("digest"), max_length=64)
    object_id = models.BigIntegerField(null=True)
    stored_as = models.CharField(_("stored as"), max_length=255, blank=True, default="")

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        constraints = [
            models.UniqueConstraint(fields=["library", "digest"], name="importer_one_copy_of_a_file")
        ]

    def __str__(self) -> str:
        return f"{self.library} {self.digest[:8]}"


class ErasureKey(models.Model):
    """The one key under which names of erased people are hashed."""

    key = models.CharField(max_length=64)


class ErasedName(models.Model):
    """A name of somebody who was erased, as a keyed hash: the import never makes them again."""

    digest = models.CharField(_("digest"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("erased name")
        verbose_name_plural = _("erased names")

    def __str__(self) -> str:
        return self.digest[:8]
