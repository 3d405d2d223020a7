from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable


@register_setting(icon="cogs")
class SiteSettings(ClusterableModel, BaseSiteSetting):
    """What is the same in every language: who to write to, where else the programme is found."""

    contact_email = models.EmailField(
        _("contact e-mail"), blank=True, help_text=_("Shown in the footer and on error pages.")
    )
    accessibility_email = models.EmailField(
        _("e-mail for accessibility"),
        blank=True,
        help_text=_("For people who cannot use something. If empty, the contact e-mail."),
    )
    newsletter_url = models.URLField(
        _("newsletter"), blank=True, help_text=_("Where one subscribes, if there is a newsletter.")
    )
    source_code_url = models.URLField(_("source code"), blank=True)

    panels = [
        MultiFieldPanel(
            [FieldPanel("contact_email"), FieldPanel("accessibility_email")], heading=_("Contact")
        ),
        InlinePanel("social_links", heading=_("Social networks"), label=_("account")),
        MultiFieldPanel(
            [FieldPanel("newsletter_url"), FieldPanel("source_code_url")], heading=_("Addresses elsewhere")
        ),
    ]

    class Meta:
        verbose_name = _("contact and networks")

    @property
    def email_for_accessibility(self) -> str:
        return self.accessibility_email or self.contact_email


class SocialLink(Orderable):
    """An account of the programme on a social network."""

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="social_links")
    network = models.CharField(
        _("network"), max_length=50, help_text=_("Its name, as readers know it: LinkedIn, Mastodon.")
    )
    url = models.URLField(_("address"))

    panels = [FieldPanel("network"), FieldPanel("url")]

    class Meta(Orderable.Meta):
        verbose_name = _("account on a social network")
        verbose_name_plural = _("accounts on social networks")

    def __str__(self) -> str:
        return self.network
