"""`manage.py plugins`: the list, and retiring as an operator does it."""

from __future__ import annotations

import builtins
import json
from collections.abc import Iterator
from importlib.metadata import EntryPoint, version
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command

from cms.pages.press.models import PressIndexPage, PressReleasePage
from cms.plugins import content_left, listing
from cms.plugins.management.commands import plugins as command
from cms.plugins.registry import registry
from cms.plugins.rooms import DEFINITIONS
from tests.factories import PressContactFactory, PressReleasePageFactory, site_tree

from .made_up import MadeUpSite, Package


@pytest.fixture(autouse=True)
def content_types_as_before() -> Iterator[None]:
    """What a test deletes is rolled back; the cache of content types would not be."""
    yield
    ContentType.objects.clear_cache()


def run(*arguments: str) -> str:
    output = StringIO()
    call_command("plugins", *arguments, stdout=output)
    return output.getvalue()


def listed() -> dict[str, dict[str, Any]]:
    return {status["name"]: status for status in json.loads(run("--json"))}


@pytest.fixture
def press(db: None) -> PressIndexPage:
    """The one press room there is."""
    site_tree("en").press.delete()
    return site_tree().press


@pytest.mark.django_db
def test_list_shows_each_plugin_after_those_it_requires(settings) -> None:
    order = [*listed()]
    assert sorted(order) == sorted(settings.CMS_PLUGINS)
    for plugin in registry.plugins:
        assert [name for name in plugin.requires if order.index(name) > order.index(plugin.label)] == []


def test_list_tells_state_package_contract_content_and_offers(press: PressIndexPage) -> None:
    PressReleasePageFactory(parent=press, live=False)
    found = listed()["press"]
    offers = found.pop("offers")
    assert found == {
        "name": "press",
        "state": "on",
        "package": "eig-cms",
        "version": version("eig-cms"),
        "contract": "1.0",
        "requires": list(apps.get_app_config("press").requires),
        "pages": 2,
        "live_pages": 1,
        "rows_left": 0,
    }
    registered = {name: sum(label == "press" for label, _ in registry.offers(name)) for name in DEFINITIONS}
    assert offers == {"page types": 2, "snippets": 1} | {name: n for name, n in registered.items() if n}


@pytest.mark.django_db
def test_list_marks_a_dormant_plugin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apps.get_app_config("press"), "dormant", True)
    assert {status["state"] for name, status in listed().items() if name != "press"} == {"on"}
    assert listed()["press"]["state"] == "dormant"


@pytest.mark.django_db
def test_list_is_a_table_for_people() -> None:
    lines = run().splitlines()
    assert lines[0].split() == ["Plugin", "State", "Package", "Contract", "Pages", "Offers"]
    standard = next(line for line in lines if line.startswith("standard"))
    assert standard.split()[:5] == ["standard", "on", "eig-cms", version("eig-cms"), "1.0"]
    assert len({line.index("eig-cms") for line in lines[1:]}) == 1


@pytest.mark.django_db
def test_list_shows_installed_plugins_that_are_not_loaded_and_what_is_left_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plugins = listing.installed_plugins() | {
        "agenda": [EntryPoint("agenda", "agenda.apps:A", "eig_cms.plugins")]
    }
    monkeypatch.setattr(listing, "installed_plugins", lambda: plugins)
    left = [
        content_left.ContentLeft("agenda", "place", 0, 2, 1),
        content_left.ContentLeft("rdv", "page", 3, 0, 0),
    ]
    monkeypatch.setattr(listing, "content_left", lambda: left)
    found = listed()
    assert [*found][-2:] == ["agenda", "rdv"]
    assert [(found[n]["state"], found[n]["package"], found[n]["rows_left"]) for n in ("agenda", "rdv")] == [
        ("not loaded", "?", 3),
        ("not loaded", "not installed", 3),
    ]
    assert [line.split("  ")[-1].strip() for line in run().splitlines()[-2:]] == 2 * [
        "3 rows left in the database"
    ]


def test_list_works_when_the_database_has_no_tables(made_up_site: MadeUpSite) -> None:
    made_up_site.install(Package("defis"), Package("agenda"), Package("lieux"))
    table = made_up_site.run("-m", "django", "plugins", on=["defis"], off=["lieux"])
    assert table.stdout == (
        "Plugin  State       Package         Contract  Pages  Offers\n"
        "defis   on          eig-defis 1.2   1.0\n"
        "lieux   dormant     eig-lieux 1.2   1.0\n"
        "agenda  not loaded  eig-agenda 1.2\n"
    )


def test_retire_unpublishes_and_says_what_is_kept(press: PressIndexPage) -> None:
    assert run("retire", "press", "--yes").splitlines() == [
        f"Plugin 'press' ({apps.get_app_config('press').verbose_name})",
        "  to unpublish: 1 press.PressIndexPage",
        "Unpublished. What 'press' holds is kept: publish it again in the admin, or delete it with "
        "`manage.py plugins retire press --delete` before you remove the plugin.",
    ]
    press.refresh_from_db()
    assert not press.live


@pytest.mark.sqlite
def test_retire_with_delete_deletes_and_says_how_to_remove_the_plugin(press: PressIndexPage) -> None:
    PressReleasePageFactory(parent=press, contacts=[PressContactFactory()])
    output = run("retire", "press", "--delete", "--yes").splitlines()
    assert output[:3] == [
        f"Plugin 'press' ({apps.get_app_config('press').verbose_name})",
        "  to unpublish: 1 press.PressContact, 1 press.PressIndexPage, 1 press.PressReleasePage",
        "  to delete: 1 press.PressContact, 1 press.PressIndexPage, 1 press.PressReleaseContact, "
        "1 press.PressReleasePage, with their revisions and translations",
    ]
    assert output[-1] == (
        "Deleted. To remove the plugin: take it out of CMS_PLUGINS and CMS_PLUGINS_OFF before the site starts again, "
        "but first run `manage.py migrate press zero`, which drops its empty tables; then uninstall its package."
    )
    assert PressReleasePage.objects.count() == 0


def test_retire_tells_how_far_it_is(press: PressIndexPage, monkeypatch: pytest.MonkeyPatch) -> None:
    PressReleasePageFactory(parent=press)
    monkeypatch.setattr(command, "TOLD_EVERY", 2)
    lines = run("retire", "press", "--delete", "--yes").splitlines()
    assert lines[3:-1] == ["  2 unpublished so far", "  2 deleted so far"]


@pytest.mark.parametrize(("answer", "live"), [("press", False), ("oui", True), ("", True), (None, True)])
def test_retire_asks_for_the_name(
    answer: str | None, live: bool, press: PressIndexPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def type_answer(question: str) -> str:
        asked.append(question)
        if answer is None:
            raise EOFError
        return answer

    monkeypatch.setattr(builtins, "input", type_answer)
    if live:
        with pytest.raises(CommandError) as error:
            run("retire", "press")
        assert str(error.value) == "Nothing was changed. Type the plugin's name when asked, or give --yes."
    else:
        run("retire", "press")
    assert asked == ["Type the plugin's name to go on: "]
    press.refresh_from_db()
    assert press.live is live


@pytest.mark.django_db
def test_retire_with_delete_warns_before_it_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(builtins, "input", lambda question: asked.append(question) or "")
    with pytest.raises(CommandError):
        run("retire", "press", "--delete")
    assert asked == ["Deleting cannot be undone: make a backup first. Type the plugin's name to go on: "]


@pytest.mark.django_db
def test_retire_refuses_a_plugin_that_others_require() -> None:
    with pytest.raises(CommandError, match=r"^Nothing was changed\. Plugin 'topics' is required by "):
        run("retire", "topics", "--yes")


@pytest.mark.django_db
def test_retire_refuses_a_plugin_that_is_not_loaded() -> None:
    with pytest.raises(CommandError, match=r"^Plugin 'agenda' is not loaded, so its rows cannot be read"):
        run("retire", "agenda")
