from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.core.admin_columns import STATUS_AND_LANGUAGE
from cms.snippets.topics.models import Category, Expertise, Theme


class TopicViewSet(SnippetViewSet):
    list_display = ["title", "slug", *STATUS_AND_LANGUAGE]
    list_filter = ["locale"]
    list_export = ["title", "slug", "description"]
    ordering = ["title"]
    copy_view_enabled = False


class ThemeViewSet(TopicViewSet):
    model = Theme
    icon = "tag"


class ExpertiseViewSet(TopicViewSet):
    model = Expertise
    icon = "cogs"


class CategoryViewSet(TopicViewSet):
    model = Category
    icon = "folder-open-inverse"


class TopicGroup(SnippetViewSetGroup):
    items = (ThemeViewSet, ExpertiseViewSet, CategoryViewSet)
    menu_label = _("Topics")
    menu_icon = "tag"
    menu_order = 230


register_snippet(TopicGroup)
