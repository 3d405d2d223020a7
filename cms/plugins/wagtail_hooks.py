"""How readers and staff meet a dormant plugin: a 404, and the reason why."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from .dormancy import dormant_content, dormant_plugin_of


@hooks.register("before_serve_page")
def refuse_dormant_page(page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]) -> None:
    if plugin := dormant_plugin_of(page):
        raise Http404(f"Plugin '{plugin.label}' is switched off.")


@hooks.register("before_edit_page")
def explain_dormant_page(request: HttpRequest, page: Page) -> None:
    plugin = dormant_plugin_of(page.specific_class or page)
    if plugin and request.method == "GET":
        messages.warning(
            request,
            _(
                "This page is not shown to the public: the plugin “%(plugin)s” is switched off (CMS_PLUGINS_OFF)."
            )
            % {"plugin": plugin.verbose_name},
        )


@hooks.register("before_create_snippet")
def refuse_dormant_snippet(request: HttpRequest, model: type[Model]) -> HttpResponse | None:
    plugin = dormant_plugin_of(model)
    if plugin is None:
        return None
    messages.error(
        request,
        _("Nothing can be added here: the plugin “%(plugin)s” is switched off (CMS_PLUGINS_OFF).")
        % {"plugin": plugin.verbose_name},
    )
    return redirect("wagtailadmin_home")


@hooks.register("before_edit_snippet")
def explain_dormant_snippet(request: HttpRequest, instance: Model) -> None:
    plugin = dormant_plugin_of(instance)
    if plugin and request.method == "GET":
        messages.warning(
            request,
            _("This is not shown to the public: the plugin “%(plugin)s” is switched off (CMS_PLUGINS_OFF).")
            % {"plugin": plugin.verbose_name},
        )


class DormantPluginsPanel(Component):
    """On the admin's home page: which plugins are switched off, and what that hides."""

    order = 50
    template_name = "plugins/dormant_panel.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"plugins": dormant_content()}


@hooks.register("construct_homepage_panels")
def show_dormant_plugins(request: HttpRequest, panels: list[Component]) -> None:
    if dormant_content():
        panels.append(DormantPluginsPanel())
