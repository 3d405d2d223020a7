from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "cms.accounts"
    label = "accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from wagtail.models import Page, TranslatableMixin
        from wagtail.permissions import policy_registry, register_permission_policy

        from .languages import LanguagePermissionPolicy

        # Here and not in wagtail_hooks.py: the first view or menu that asks for a model's policy
        # fixes it. A model that brings its own policy keeps it.
        for model in apps.get_models():
            if not issubclass(model, TranslatableMixin) or issubclass(model, Page):
                continue
            if policy_registry.get_by_type(model, fallback=False) is None:
                register_permission_policy(model, LanguagePermissionPolicy(model))
