"""Our own image, rendition and document models."""

from __future__ import annotations

import os.path

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.api import APIField
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    WagtailImageField,
    get_rendition_storage,
    get_rendition_upload_to,
    get_upload_to,
)
from wagtail.search import index

from .addresses import keyed_token, original_url, rendition_url
from .fields import OriginalImageField
from .rights import Rights
from .uploads import check_document_file, prepare_image_file


class CMSImage(Rights, AbstractImage):
    """
    A picture. Its ``description`` (Wagtail's own field) is the default alternative text.

    ``people_shown`` holds names as free text: this package serves every content type and may
    depend on none, so the plugin of people relates to images from its own side.
    """

    file = OriginalImageField(
        _("file"), upload_to=get_upload_to, width_field="width", height_field="height", max_length=255
    )
    description = models.CharField(
        _("alternative text"),
        max_length=255,
        blank=True,
        default="",
        help_text=_(
            "What the picture shows, for people who cannot see it. It is used wherever the picture is "
            "placed without a text of its own."
        ),
    )
    source = models.CharField(
        _("source"),
        max_length=500,
        blank=True,
        help_text=_("Where the image comes from: an address, a photo library, an event."),
    )
    people_shown = models.TextField(
        _("people shown"),
        blank=True,
        help_text=_("Names of the people one can recognise, one a line. Never shown to the public."),
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "licence",
        "source",
        "people_shown",
        "rights_expire_on",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    search_fields = [
        *AbstractImage.search_fields,
        index.SearchField("credit"),
        index.SearchField("source"),
        index.SearchField("people_shown"),
        index.FilterField("licence"),
        index.FilterField("rights_expire_on"),
    ]

    api_fields = [
        APIField("description"),
        APIField("credit"),
        APIField("licence"),
        APIField("source"),
        APIField("rights_expire_on"),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def save(self, *args, **kwargs):
        """Clean a new file by whatever road it comes (admin, import, code); raises UnreadableSVGError."""
        if self.file and not self.file._committed:
            prepare_image_file(self)
        super().save(*args, **kwargs)

    @property
    def default_alt_text(self) -> str:
        """The description, or nothing: a title is often a file name, which tells a blind reader nothing."""
        return self.description

    @property
    def original_url(self) -> str:
        """Address of the file as it was uploaded: unguessable, and checked each time it is asked for."""
        return original_url(self)


class CMSRendition(AbstractRendition):
    """A resized image, kept under a name nobody can guess from the image's own."""

    image = models.ForeignKey(
        CMSImage, verbose_name=_("image"), related_name="renditions", on_delete=models.CASCADE
    )

    file = WagtailImageField(
        upload_to=get_rendition_upload_to,
        storage=get_rendition_storage,
        width_field="width",
        height_field="height",
        max_length=255,
    )

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="media_unique_rendition",
            )
        ]
        # Renditions are served by their file name.
        indexes = [models.Index(fields=["file"], name="media_rendition_file")]

    def get_upload_to(self, filename: str) -> str:
        """
        Put the file into a folder named by a keyed digest of what it shows: unguessable without the
        site's secret, and the same again when the same picture is resized again.
        """
        token = keyed_token(
            "cms.media.rendition",
            self.image_id,
            self.image.get_file_hash(),
            self.filter_spec,
            self.focal_point_key,
        )
        filename = self.file.field.storage.get_valid_name(filename)
        return os.path.join(token, filename)

    @property
    def url(self) -> str:
        return rendition_url(self)


class CMSDocument(Rights, AbstractDocument):
    """A file to download."""

    file = models.FileField(_("file"), upload_to="documents", max_length=255)
    language = models.CharField(
        _("language"),
        max_length=10,
        blank=True,
        help_text=_("Language the document is written in."),
    )
    is_accessible = models.BooleanField(
        _("accessible"),
        null=True,
        blank=True,
        help_text=_(
            "Whether people who use a screen reader can read it. Unknown until somebody has checked."
        ),
    )

    admin_form_fields = (
        "title",
        "file",
        "language",
        "is_accessible",
        "credit",
        "licence",
        "rights_expire_on",
        "collection",
        "tags",
    )

    search_fields = [
        *AbstractDocument.search_fields,
        index.SearchField("credit"),
        index.FilterField("language"),
        index.FilterField("licence"),
        index.FilterField("rights_expire_on"),
    ]

    api_fields = [
        APIField("language"),
        APIField("is_accessible"),
        APIField("credit"),
        APIField("licence"),
        APIField("rights_expire_on"),
    ]

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def clean(self):
        super().clean()
        if self.file and not self.file._committed:
            try:
                check_document_file(self.file)
            except ValidationError as error:
                raise ValidationError({"file": error}) from error
