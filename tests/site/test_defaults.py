"""The menus and footer of a new site."""

import pytest

from cms.core.site_tree import ensure_site_tree
from cms.site.defaults import ensure_frame
from cms.site.models import Footer, Menu

pytestmark = pytest.mark.django_db


def labels(kind: str, language: str) -> list[str]:
    menu = Menu.objects.get(kind=kind, locale__language_code=language)
    return [item.label for item in menu.items.all()]


def test_new_site_has_menus_and_a_footer_in_each_language() -> None:
    ensure_site_tree()
    ensure_frame()
    assert labels("main", "fr") == [
        "Défis",
        "Promotions",
        "Talents",
        "Agents publics",
        "L’équipe",
        "Administrations",
        "Témoignages",
    ]
    assert labels("tools", "en") == ["Blog", "Press room"]
    assert sorted(Footer.objects.values_list("locale__language_code", "live")) == [("en", True), ("fr", True)]


def test_frame_is_left_alone_when_editors_deleted_one_language() -> None:
    ensure_site_tree()
    ensure_frame()
    Menu.objects.filter(kind="main", locale__language_code="en").delete()
    assert ensure_frame() == []
    assert Menu.objects.filter(kind="main").count() == 1
