from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SampleConfig(AppConfig):
    """The content a new site starts with. Alone of all packages it knows every content type by name."""

    name = "cms.sample"
    label = "sample"
    verbose_name = _("Sample content")
