from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class APIConfig(AppConfig):
    name = "cms.api"
    label = "api"
    verbose_name = _("API")

    def ready(self) -> None:
        from cms.plugins.registry import registry

        from .router import CORE

        registry.reserve("endpoints", CORE.items())
