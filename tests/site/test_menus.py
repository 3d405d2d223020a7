import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.template import Context, Template
from django.utils.translation import override
from wagtail.models import Page

from cms.site.models import Menu, MenuItem
from cms.site.shown import menu_entries
from tests.factories import StandardPageFactory

from .conftest import locale, make_private


def shown(kind="main", language="fr") -> list[tuple[str, str, str]]:
    with override(language):
        return [(entry.label, entry.url, entry.language) for entry in menu_entries(kind)]


def test_menu_shows_pages_and_addresses_in_order_when_french(make_menu, french):
    make_menu(french.challenges, ("https://www.numerique.gouv.fr/", "La DINUM"), (french.blog, "Actualités"))
    assert shown() == [
        (french.challenges.title, "/defis/", ""),
        ("La DINUM", "https://www.numerique.gouv.fr/", ""),
        ("Actualités", "/blog/", ""),
    ]


def test_menu_is_empty_when_there_is_none_or_only_a_draft(make_menu, french):
    assert shown() == []
    make_menu(french.blog, live=False)
    assert shown() == []


def test_menu_of_another_place_is_not_shown_when_asked_for_the_main_one(make_menu, french):
    make_menu(french.blog, kind=Menu.Kind.TOOLS)
    assert (shown("main"), len(shown("tools"))) == ([], 1)


def test_menu_leads_to_translated_pages_when_reader_is_english_and_menu_is_not_translated(
    make_menu, french, english
):
    make_menu(french.challenges, (french.blog, "Actualités"), ("https://exemple.fr/", "La DINUM"))
    assert shown(language="en") == [
        (english.challenges.title, "/en/challenges/", ""),
        (english.blog.title, "/en/blog/", ""),
        ("La DINUM", "https://exemple.fr/", "fr"),
    ]


def test_menu_shows_its_own_labels_when_it_is_translated(make_menu, french, english):
    menu = make_menu(french.challenges, (french.blog, "Actualités"))
    translation = menu.copy_for_translation(locale("en"))
    translation.live = True
    labels = ["", "News"]
    for item, label in zip(translation.items.all(), labels, strict=True):
        item.label = label
    translation.save()
    assert shown(language="en") == [
        (english.challenges.title, "/en/challenges/", ""),
        ("News", "/en/blog/", ""),
    ]
    assert [label for label, _url, _language in shown()] == [french.challenges.title, "Actualités"]


def test_menu_names_the_language_of_a_page_when_it_has_no_translation(make_menu, french, english):
    page = StandardPageFactory(title="Candidater", slug="candidater", parent=french.home)
    make_menu(page)
    assert shown(language="en") == [("Candidater", "/candidater/", "fr")]


def unpublish(page):
    Page.objects.filter(pk=page.pk).update(live=False)


def expire(page):
    Page.objects.filter(pk=page.pk).update(expire_at="2020-01-01T00:00Z")


@pytest.mark.parametrize("hide", [unpublish, expire, make_private])
def test_menu_leaves_out_page_when_the_public_may_not_open_it(make_menu, french, hide):
    page = StandardPageFactory(title="Candidater", parent=french.home)
    make_menu(page, french.blog)
    assert len(shown()) == 2
    hide(page)
    assert [url for _label, url, _language in shown()] == ["/blog/"]


def test_menu_leads_to_source_page_when_translation_is_a_draft(make_menu, french, english):
    make_menu(french.blog)
    unpublish(english.blog)
    assert shown(language="en") == [(french.blog.title, "/blog/", "fr")]


def test_menu_loses_an_entry_when_its_page_is_deleted(make_menu, french):
    page = StandardPageFactory(title="Candidater", parent=french.home)
    menu = make_menu(page, french.blog)
    revision = menu.save_revision()
    Page.objects.get(pk=page.pk).delete()
    assert [url for _label, url, _language in shown()] == ["/blog/"]
    # An old revision that names the page still opens.
    assert [item.page_id for item in revision.as_object().items.all()] == [french.blog.pk]


def test_menu_shows_nothing_that_runs_when_an_address_was_stored_by_code(make_menu):
    make_menu(("javascript:alert(1)", "Cliquez"))
    assert shown() == []


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({}, "page"),
        ({"url": "https://exemple.fr"}, "label"),
        ({"url": "javascript:alert(1)", "label": "Cliquez"}, "url"),
        ({"url": "https://exemple.fr", "label": "Deux", "page": True}, "page"),
    ],
)
def test_entry_is_refused_when_it_leads_nowhere_or_to_two_places(french, row, field):
    menu = Menu(locale=french.locale)
    menu.save()
    values = {**row, "page": french.blog} if row.get("page") else row
    with pytest.raises(ValidationError) as refusal:
        MenuItem(menu=menu, locale=french.locale, **values).full_clean()
    assert list(refusal.value.error_dict) == [field]


def test_second_menu_of_a_place_is_refused_when_the_language_has_one(make_menu, french, english):
    make_menu(french.blog)
    with pytest.raises(ValidationError) as refusal:
        Menu(kind=Menu.Kind.MAIN, locale=french.locale).clean()
    assert refusal.value.code == "exists_in_this_language"
    Menu(kind=Menu.Kind.MAIN, locale=english.locale).full_clean()
    Menu(kind=Menu.Kind.TOOLS, locale=french.locale).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Menu(kind=Menu.Kind.MAIN, locale=french.locale).save()


def test_new_entry_appears_in_every_language_when_the_source_is_published(make_menu, french, english):
    menu = make_menu(french.challenges)
    translation = menu.copy_for_translation(locale("en"))
    translation.live = True
    translation.save()
    menu.items.add(MenuItem(page=french.blog, label="Actualités", locale=french.locale))
    menu.save_revision().publish()
    assert shown(language="en") == [
        (english.challenges.title, "/en/challenges/", ""),
        (english.blog.title, "/en/blog/", ""),
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_menu_asks_as_many_queries_when_it_has_one_entry_and_when_it_has_nine(
    make_menu, french, english, language, in_request, django_assert_max_num_queries
):
    pages = [french.challenges, french.blog, french.press, french.people, french.testimonials]
    menu = make_menu(pages[0])
    with override(language):
        menu_entries("main")  # addresses of the site are cached from here on
        with django_assert_max_num_queries(4) as one:
            assert len(menu_entries("main")) == 1
        for page in pages[1:]:
            menu.items.add(MenuItem(page=page, locale=french.locale))
        menu.save()
        with django_assert_max_num_queries(4) as many:
            assert len(menu_entries("main")) == 5
    assert len(one) == len(many)


def test_current_entry_is_marked_when_reader_is_on_it_or_below(make_menu, french):
    page = StandardPageFactory(title="Un billet", parent=french.home)
    make_menu(french.home, page, french.blog)
    home, own, blog = menu_entries("main")
    assert [entry.current(page) for entry in (home, own, blog)] == ["", "page", ""]
    assert home.current(french.home) == "page"
    assert blog.current(french.categories) == "true"
    assert blog.current(None) == ""


def test_menu_tags_give_entries_to_templates_when_no_request_is_there(make_menu, french):
    make_menu(french.blog)
    make_menu(("https://exemple.fr/", "Espace réservé"), kind=Menu.Kind.TOOLS)
    template = Template(
        "{% load cms_site %}{% main_menu as main %}{% tool_menu as tools %}"
        "{% for entry in main %}{{ entry.url }}{% aria_current entry %}{% endfor %}|"
        "{% for entry in tools %}{{ entry.label }}{% aria_current entry %}{% endfor %}"
    )
    assert template.render(Context({"page": french.blog})) == '/blog/ aria-current="page"|Espace réservé'
    assert template.render(Context()) == "/blog/|Espace réservé"


def test_page_not_found_shows_the_menu_when_there_is_no_page(client, make_menu, french):
    make_menu((french.blog, "Actualités de l'été"))
    response = client.get("/adresse-inconnue/")
    assert response.status_code == 404
    assert '<a href="/blog/">Actualités de l’été</a>' in response.content.decode().replace(
        "&#x27;", "’"
    ).replace("'", "’")
