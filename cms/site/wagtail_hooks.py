from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.core.admin_columns import STATUS_AND_LANGUAGE

from .models import AccessibilityStatement, Footer, ImportantBanner, Menu


class MenuViewSet(SnippetViewSet):
    model = Menu
    icon = "list-ul"
    list_display = ["__str__", *STATUS_AND_LANGUAGE]
    list_filter = ["kind", "locale"]
    copy_view_enabled = False


class ImportantBannerViewSet(SnippetViewSet):
    model = ImportantBanner
    icon = "warning"
    list_display = ["title", "level", *STATUS_AND_LANGUAGE]
    list_filter = ["level", "live", "locale"]


class FooterViewSet(SnippetViewSet):
    model = Footer
    icon = "bars"
    list_display = ["__str__", *STATUS_AND_LANGUAGE]
    copy_view_enabled = False


class AccessibilityStatementViewSet(SnippetViewSet):
    model = AccessibilityStatement
    icon = "view"
    list_display = ["__str__", "audited_on", "rate", *STATUS_AND_LANGUAGE]
    copy_view_enabled = False


class SiteViewSetGroup(SnippetViewSetGroup):
    items = (MenuViewSet, ImportantBannerViewSet, FooterViewSet, AccessibilityStatementViewSet)
    menu_label = _("Around the pages")
    menu_icon = "site"
    menu_name = "site"
    menu_order = 300


register_snippet(SiteViewSetGroup)
