"""What the importer remembers between two runs: which document made which object, and what it wrote there."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportRecord(models.Model):
    """One document and its object.

    `source` holds a digest of each field as the document gave it, `stored` of each field as it was in the database
    right after: the first tells whether the document changed since, the second whether a person did.
    """

    source_path = models.CharField(_("imported from"), max_length=500)
    language = models.CharField(_("language"), max_length=10)
    kind = models.CharField(_("kind"), max_length=50)
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

    The libraries' own hash is of the stored file, which cleaning may have changed.
    """

    class Library(models.TextChoices):
        IMAGE = "image", _("Image")
        DOCUMENT = "document", _("Document")

    library = models.CharField(_("library"), max_length=10, choices=Library.choices)
    digest = models.CharField(_("digest"), max_length=64)
    object_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        constraints = [
            models.UniqueConstraint(fields=["library", "digest"], name="importer_one_copy_of_a_file")
        ]

    def __str__(self) -> str:
        return f"{self.library} {self.digest[:8]}"
