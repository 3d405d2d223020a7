from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.documents import get_document_model_string
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField, TranslatableField

from .base import OncePerLanguage

# Decree 2019-768: a statement stands for three years at most.
AUDIT_IS_VALID_FOR_YEARS = 3
TEXT = ["bold", "italic", "link", "ol", "ul"]


class AccessibilityStatement(OncePerLanguage):
    """
    The statement French law asks of a public site, as data: its state follows from the audit.

    Without an audit, or three years after it, the site counts as not compliant, whatever it says.
    """

    class State(models.TextChoices):
        NONE = "none", _("not compliant")
        PARTIAL = "partial", _("partially compliant")
        FULL = "full", _("fully compliant")

    audited_on = models.DateField(
        _("audited on"),
        null=True,
        blank=True,
        help_text=_("Leave empty if there was no audit: the site is then shown as not compliant."),
    )
    rate = models.DecimalField(
        _("rate of compliance"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
        help_text=_("Share of the criteria that are met, in per cent."),
    )
    auditor = models.CharField(_("audited by"), max_length=255, blank=True)
    standard = models.CharField(
        _("standard"), max_length=50, default="RGAA 4.1.2", help_text=_("The standard the audit went by.")
    )
    report = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("report of the audit"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    published_on = models.DateField(
        _("statement made on"), null=True, blank=True, help_text=_("Day the statement was written.")
    )
    non_compliant = RichTextField(
        _("content that is not compliant"),
        blank=True,
        features=TEXT,
        help_text=_("What is not met, and why."),
    )
    exemptions = RichTextField(
        _("exemptions"),
        blank=True,
        features=TEXT,
        help_text=_("What is left out for disproportionate burden, or is not subject to the law."),
    )
    technologies = RichTextField(
        _("technologies and tests"),
        blank=True,
        features=TEXT,
        help_text=_(
            "Technologies used, browsers and screen readers the site was tested with, pages checked."
        ),
    )
    contact = RichTextField(
        _("contact and improvement"),
        blank=True,
        features=TEXT,
        help_text=_("Whom to write to when something cannot be used."),
    )
    shown_on = models.ForeignKey(
        Page,
        verbose_name=_("shown on"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Page below whose text the statement stands; the footer of every page leads to it."),
    )

    translatable_fields = [
        SynchronizedField("audited_on", overridable=False),
        SynchronizedField("rate", overridable=False),
        SynchronizedField("auditor", overridable=False),
        SynchronizedField("standard", overridable=False),
        SynchronizedField("report", overridable=True),
        SynchronizedField("published_on", overridable=False),
        TranslatableField("non_compliant"),
        TranslatableField("exemptions"),
        TranslatableField("technologies"),
        TranslatableField("contact"),
        SynchronizedField("shown_on", overridable=False),
    ]
    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("audited_on"), FieldPanel("rate")]),
                FieldRowPanel([FieldPanel("auditor"), FieldPanel("standard")]),
                FieldPanel("report"),
            ],
            heading=_("Audit"),
        ),
        FieldPanel("published_on"),
        FieldPanel("non_compliant"),
        FieldPanel("exemptions"),
        FieldPanel("technologies"),
        FieldPanel("contact"),
        FieldPanel("shown_on"),
    ]

    class Meta(OncePerLanguage.Meta):
        abstract = False
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statements")
        constraints = [
            models.UniqueConstraint(fields=["locale"], name="site_one_accessibility_statement_for_language")
        ]

    def __str__(self) -> str:
        return str(_("Accessibility statement"))

    def clean(self):
        super().clean()
        if (self.audited_on is None) != (self.rate is None):
            raise ValidationError(
                {"rate": _("An audit has a day and a rate: give both, or neither.")}, code="audit_incomplete"
            )

    @property
    def audit_valid_until(self) -> date | None:
        """First day on which the audit no longer counts."""
        if self.audited_on is None:
            return None
        year = self.audited_on.year + AUDIT_IS_VALID_FOR_YEARS
        try:
            return self.audited_on.replace(year=year)
        except ValueError:  # 29 February
            return date(year, 3, 1)

    @property
    def has_valid_audit(self) -> bool:
        until = self.audit_valid_until
        return until is not None and self.rate is not None and timezone.localdate() < until

    @property
    def state(self) -> AccessibilityStatement.State:
        if not self.has_valid_audit or self.rate is None or self.rate < 50:
            return self.State.NONE
        return self.State.FULL if self.rate == 100 else self.State.PARTIAL
