from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.core.admin_columns import STATUS_AND_LANGUAGE
from cms.snippets.key_figures.models import KeyFigure


class KeyFigureViewSet(SnippetViewSet):
    model = KeyFigure
    icon = "order"
    add_to_admin_menu = True
    menu_order = 240
    list_display = ["label", "plain_value", "as_of", *STATUS_AND_LANGUAGE]
    list_filter = ["locale"]
    list_export = ["label", "before", "value", "after", "as_of", "as_of_year", "source"]
    copy_view_enabled = False


register_snippet(KeyFigureViewSet)
