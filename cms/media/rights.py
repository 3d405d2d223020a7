"""What images and documents say about who made them and how long they may be shown."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .licences import Licence


class Rights(models.Model):
    """Credit, licence, origin and the last day of the right to show; shared by images and documents."""

    credit = models.CharField(
        _("credit"),
        max_length=255,
        blank=True,
        help_text=_("Name of the author or agency, shown beside the file. Example: Hélène Martin / DINUM."),
    )
    licence = models.CharField(
        _("licence"),
        max_length=50,
        blank=True,
        choices=Licence.choices,
        help_text=_("Leave empty if you do not know it: the file is then left out of the open data."),
    )
    rights_expire_on = models.DateField(
        _("rights expire on"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_(
            "Last day on which the file may be shown to the public. Leave empty if there is no limit."
        ),
    )
    source_path = models.CharField(
        _("source path"),
        max_length=500,
        null=True,
        blank=True,
        unique=True,
        editable=False,
        help_text=_("Where the import found the file."),
    )

    class Meta:
        abstract = True

    def is_showable_on(self, day: date) -> bool:
        return self.rights_expire_on is None or self.rights_expire_on >= day

    @property
    def is_showable(self) -> bool:
        """Whether the rights still allow to show the file today, by the site's own clock (Europe/Paris)."""
        return self.is_showable_on(timezone.localdate())
