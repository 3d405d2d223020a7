from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.core.admin_columns import STATUS_AND_LANGUAGE
from cms.snippets.administrations.models import Administration


class AdministrationViewSet(SnippetViewSet):
    model = Administration
    icon = "home"
    add_to_admin_menu = True
    menu_order = 220
    list_display = ["name", "acronym", "kind", *STATUS_AND_LANGUAGE]
    list_filter = ["kind", "locale"]
    list_export = ["name", "acronym", "kind", "website", "siret", "directory_id"]
    copy_view_enabled = False


register_snippet(AdministrationViewSet)
