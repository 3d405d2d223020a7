from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.core.admin_columns import STATUS_AND_LANGUAGE
from cms.pages.press.contacts import PressContact


class PressContactViewSet(SnippetViewSet):
    model = PressContact
    icon = "mail"
    add_to_admin_menu = True
    menu_order = 250
    list_display = ["name", "role", "active", *STATUS_AND_LANGUAGE]
    list_filter = ["active", "locale"]
    list_export = ["name", "role", "phones", "email", "active"]
    copy_view_enabled = False


register_snippet(PressContactViewSet)
