from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.core.admin_columns import STATUS_AND_LANGUAGE
from cms.snippets.people.models import Person


class PersonViewSet(SnippetViewSet):
    model = Person
    icon = "group"
    add_to_admin_menu = True
    menu_order = 210
    list_display = ["name", "job", "visibility", *STATUS_AND_LANGUAGE]
    list_filter = ["visibility", "image_rights", "locale"]
    list_export = ["name", "job", "visibility", "image_rights", "linkedin", "github"]
    copy_view_enabled = False


register_snippet(PersonViewSet)
