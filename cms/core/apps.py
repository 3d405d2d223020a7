from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "cms.core"
    label = "core"
    verbose_name = _("Core")

    def ready(self):
        from cms.core import signals
        from cms.core.blocks import core_blocks
        from cms.core.fields import UNKNOWN, UnknownBlock
        from cms.plugins.registry import registry

        signals.connect()
        # Bodies are stored by these names: a plugin's block of the same one would take their place.
        registry.reserve("blocks", [*core_blocks(), (UNKNOWN, UnknownBlock())])
