from __future__ import annotations

from cms.core.endpoints import SnippetAPIViewSet
from cms.snippets.topics.models import Category, Expertise, Theme


class ThemesAPIViewSet(SnippetAPIViewSet):
    model = Theme
    name = "themes"


class ExpertisesAPIViewSet(SnippetAPIViewSet):
    model = Expertise
    name = "expertises"


class CategoriesAPIViewSet(SnippetAPIViewSet):
    model = Category
    name = "categories"


endpoints = {
    "themes": ThemesAPIViewSet,
    "expertises": ExpertisesAPIViewSet,
    "categories": CategoriesAPIViewSet,
}
