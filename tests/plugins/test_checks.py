"""System checks: what a plugin forgot, and content that is left behind."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.checks import CheckMessage, Error, Warning
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from wagtail.models import Page, Revision

from cms.pages.blog.models import BlogIndexPage, BlogPostPage
from cms.plugins import content_left
from cms.plugins.checks import (
    check_content,
    check_installed_apps,
    check_page_types,
    check_plugin_files,
    check_plugin_settings,
)
from tests.factories import BlogPostPageFactory, StandardPageFactory

from .made_up import MadeUpSite, Package

NAME = "blog.BlogPostPage of the plugin 'blog'"


def problems_of_blog_posts() -> list[CheckMessage]:
    return [
        problem for problem in check_page_types([apps.get_app_config("blog")]) if problem.obj is BlogPostPage
    ]


@pytest.fixture
def sound_blog_post(monkeypatch: pytest.MonkeyPatch) -> None:
    assert problems_of_blog_posts() == []


def test_page_type_without_api_fields_is_an_error(
    sound_blog_post: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BlogPostPage, "api_fields", [])
    assert problems_of_blog_posts() == [
        Error(
            f"The page type {NAME} has no api_fields: partner sites would get its title alone.",
            hint="List the fields partner sites may read in `api_fields`.",
            obj=BlogPostPage,
            id="cms.E001",
        )
    ]


def test_page_type_without_template_is_an_error(
    sound_blog_post: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BlogPostPage, "template", "blog/billet.html")
    assert problems_of_blog_posts() == [
        Error(
            f"The page type {NAME} has no template 'blog/billet.html'.",
            hint="Create it in the plugin's folder templates/blog/, or set `template`.",
            obj=BlogPostPage,
            id="cms.E002",
        )
    ]


def test_page_type_that_drops_search_fields_of_page_is_an_error(
    sound_blog_post: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BlogPostPage, "search_fields", BlogPostPage.search_fields[len(Page.search_fields) :])
    assert problems_of_blog_posts() == [
        Error(
            f"The page type {NAME} has search_fields that do not extend those of Page: "
            "the admin could neither find nor filter its pages.",
            hint="Write search_fields = [*Page.search_fields, …].",
            obj=BlogPostPage,
            id="cms.E003",
        )
    ]


@pytest.mark.parametrize("types", [[], ["standard.StandardPage"]])
def test_page_type_with_subpage_types_is_an_error(
    types: list[str], sound_blog_post: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BlogPostPage, "subpage_types", types, raising=False)
    assert problems_of_blog_posts() == [
        Error(
            f"The page type {NAME} has `subpage_types`, which shut the types of other plugins out.",
            hint="Remove it, and name the parent in the `parent_page_types` of each child.",
            obj=BlogPostPage,
            id="cms.E004",
        )
    ]


def test_page_type_that_names_no_parents_is_a_warning(
    sound_blog_post: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BlogPostPage, "parent_page_types", None)
    assert problems_of_blog_posts() == [
        Warning(
            f"The page type {NAME} has no `parent_page_types`: it may stand anywhere in the tree.",
            hint="Name the types it may stand under.",
            obj=BlogPostPage,
            id="cms.W001",
        )
    ]


def test_page_types_of_our_plugins_are_sound() -> None:
    assert check_page_types(None) == []


def test_file_named_almost_like_a_room_is_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blog = apps.get_app_config("blog")
    monkeypatch.setattr(blog, "path", str(tmp_path))
    for name in ("event.py", "feeds.py", "rows.py", "models.py", "recherche.py"):
        (tmp_path / name).touch()
    assert check_plugin_files([blog]) == [
        Warning(
            "The plugin 'blog' has a file event.py, which is no room: what it offers is ignored.",
            hint="Did you mean events.py? Else give the file a name that is less alike.",
            obj=blog,
            id="cms.W002",
        )
    ]


def test_files_of_our_plugins_are_sound() -> None:
    assert check_plugin_files(None) == []


@pytest.mark.parametrize(
    ("label", "hint"),
    [
        ("blogs", "Did you mean 'blog'?"),
        ("agenda", "Remove them, or name the plugin in CMS_PLUGINS."),
    ],
)
def test_settings_of_a_plugin_that_is_not_loaded_are_a_warning(label: str, hint: str, settings) -> None:
    settings.CMS_PLUGIN_SETTINGS = {"blog": {}, label: {"API_KEY": "clé"}}
    assert check_plugin_settings(None) == [
        Warning(
            f"CMS_PLUGIN_SETTINGS has settings of the plugin '{label}', which is not loaded.",
            hint=hint,
            id="cms.W003",
        )
    ]


def test_package_of_a_plugin_in_installed_apps_is_an_error(made_up_site: MadeUpSite) -> None:
    made_up_site.install(Package("defis"))
    code = """
    from cms.plugins.checks import check_installed_apps
    result = [[problem.id, problem.msg, problem.hint] for problem in check_installed_apps(None)]
    """
    assert made_up_site.result_of(code, before=["defis"]) == [
        [
            "cms.E005",
            "The app 'defis' is the package of the plugin 'defis', but INSTALLED_APPS names it without its plugin "
            "class.",
            "Remove it from INSTALLED_APPS and name 'defis' in CMS_PLUGINS.",
        ]
    ]
    assert made_up_site.result_of(code, on=["defis"]) == []


def test_apps_of_our_settings_are_sound() -> None:
    assert check_installed_apps(None) == []


@pytest.mark.django_db
def test_check_of_content_is_silent_when_all_is_loaded() -> None:
    BlogPostPageFactory()
    assert check_content(None, databases=["default"]) == []


@pytest.mark.django_db
def test_published_pages_of_a_dormant_plugin_are_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    BlogPostPageFactory()
    live = Page.objects.live().filter(content_type__app_label="blog").count()
    monkeypatch.setattr(apps.get_app_config("blog"), "dormant", True)
    assert check_content(None, databases=["default"]) == [
        Warning(
            f"The plugin 'blog' is switched off: its {live} published pages answer 404.",
            hint="Move 'blog' back to CMS_PLUGINS, "
            "or unpublish them for good with `manage.py plugins retire blog`.",
            id="cms.W010",
        )
    ]


@pytest.mark.django_db
def test_dormant_plugin_without_published_pages_is_no_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apps.get_app_config("blog"), "dormant", True)
    BlogIndexPage.objects.all().unpublish()
    assert check_content(None, databases=["default"]) == []


@pytest.fixture
def left_behind(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page, a snippet and its revision of a plugin "agenda" that is installed but not loaded."""
    entry_point = EntryPoint("agenda", "agenda.apps:AgendaPlugin", "eig_cms.plugins")
    monkeypatch.setattr(content_left, "installed_plugins", lambda: {"agenda": [entry_point]})
    page_type = ContentType.objects.create(app_label="agenda", model="meetingpage")
    page = StandardPageFactory(title="Rencontres d'été")
    Page.objects.filter(pk=page.pk).update(content_type=page_type)
    place = ContentType.objects.create(app_label="agenda", model="place")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE agenda_place (name varchar(20))")
        cursor.execute("INSERT INTO agenda_place VALUES ('Lyon'), ('Orléans')")
    Revision.objects.create(content_type=place, base_content_type=place, object_id="1", content={})


HINT = (
    "Name 'agenda' in CMS_PLUGINS or CMS_PLUGINS_OFF again. To remove it for good, "
    "run `manage.py plugins retire agenda --delete` while it is loaded."
)
WOULD_FAIL = "whose app is not loaded: the admin, deletions and scheduled publishing would fail on them."


@pytest.mark.sqlite
def test_content_whose_app_is_not_loaded_is_an_error(left_behind: None) -> None:
    assert check_content(None, databases=["default"]) == [
        Error(f"The database holds 1 page of agenda.meetingpage, {WOULD_FAIL}", hint=HINT, id="cms.E010"),
        Error(
            f"The database holds 2 rows and 1 revision of agenda.place, {WOULD_FAIL}",
            hint=HINT,
            id="cms.E011",
        ),
    ]


@pytest.mark.sqlite
def test_content_whose_app_is_not_loaded_stops_the_entrypoint(left_behind: None) -> None:
    with pytest.raises(
        SystemCheckError, match=r"\(cms\.E010\) The database holds 1 page of agenda\.meetingpage"
    ):
        call_command("check", databases=["default"])


def test_check_of_content_is_silent_when_the_database_has_no_tables(made_up_site: MadeUpSite) -> None:
    run = made_up_site.run("-m", "django", "check", "--database", "default")
    assert (run.returncode, run.stdout) == (0, "System check identified no issues (0 silenced).\n")


@pytest.mark.django_db
def test_check_of_content_reads_the_database_only_when_asked(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert check_content(None, databases=None) == []


@pytest.mark.django_db
def test_stale_content_type_without_content_is_no_error() -> None:
    ContentType.objects.create(app_label="agenda", model="rendezvous")
    assert check_content(None, databases=["default"]) == []
