"""Each way to get a plugin wrong stops the start with one sentence: plugin, problem, cure."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from .made_up import MadeUpSite, Package, environment

MODELS = "from wagtail.models import Page\n\nclass DemoPage(Page):\n    pass\n"


@dataclass
class Wrong:
    """A site with something wrong, and the sentence that stops its start."""

    sentence: str
    packages: list[Package] = field(default_factory=lambda: [Package("defis")])
    on: Any = field(default_factory=lambda: ["defis"])
    off: list[str] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)
    before: list[str] = field(default_factory=list)


OURS = Package(
    "standard", entry_points={"standard": "cms.pages.standard.apps:StandardPlugin"}, package="made_up"
)

WRONG = {
    # Names in the settings
    "name_misspelt": Wrong(
        "Plugin 'deffis' is not installed. Did you mean 'defis'? Installed: defis, standard.",
        [Package("defis"), OURS],
        on=["deffis"],
    ),
    "name_unknown": Wrong(
        "Plugin 'agenda' is not installed. Install the package that offers it, or run `make install` "
        "if pyproject.toml has just been given it. Installed: defis, standard.",
        [Package("defis"), OURS],
        on=["agenda"],
    ),
    "none_of_ours_installed": Wrong(
        "Plugin 'challenges' is not installed, nor is any other plugin of EIG CMS: "
        "their entry points are written at install. Run `make install`.",
        on=["challenges"],
    ),
    "name_unknown_in_off": Wrong(
        "Plugin 'deffis' is not installed. Did you mean 'defis'? Installed: defis, standard.",
        [Package("defis"), OURS],
        on=[],
        off=["deffis"],
    ),
    "offered_twice": Wrong(
        "Plugin 'defis' is offered by eig-defis and other-defis. Uninstall all but one of these packages.",
        [Package("defis"), Package("defis", distribution="other-defis")],
    ),
    "listed_twice": Wrong(
        "Plugin 'defis' stands more than once in CMS_PLUGINS. Remove all but one.", on=["defis", "defis"]
    ),
    "on_and_off": Wrong(
        "Plugin 'defis' stands both in CMS_PLUGINS and in CMS_PLUGINS_OFF. "
        "Keep it in the first to switch it on, or in the second to make it dormant.",
        off=["defis"],
    ),
    "text_for_list": Wrong(
        "CMS_PLUGINS is the text 'defis'. Write a list of plugin names, such as ['defis'].", on="defis"
    ),
    "in_neither_list": Wrong(
        "Plugin 'defis' is loaded but stands neither in CMS_PLUGINS nor in CMS_PLUGINS_OFF. Name it in CMS_PLUGINS, "
        "give it the label of its entry point, and add nothing to INSTALLED_APPS by hand.",
        on=[],
        before=["cms.plugins", "defis.apps.Plugin"],
    ),
    "before_the_contract": Wrong(
        "Plugin 'defis' is loaded before the app 'cms.plugins'. "
        "Put 'cms.plugins' before the plugins in INSTALLED_APPS.",
        before=["defis.apps.Plugin"],
    ),
    # The entry point and the class
    "entry_point_without_class": Wrong(
        "Plugin 'defis' of the package eig-defis has the entry point 'defis.apps', which names no class. "
        "Write it as 'package.apps:ClassName' and install again.",
        [Package("defis", entry_points={"defis": "defis.apps"})],
    ),
    "entry_point_to_nothing": Wrong(
        "Plugin 'defis' cannot be imported from 'defis.apps:Défis' of the package eig-defis: AttributeError: module "
        "'defis.apps' has no attribute 'Défis'. Correct it, or remove it from CMS_PLUGINS and CMS_PLUGINS_OFF.",
        [Package("defis", entry_points={"defis": "defis.apps:Défis"})],
    ),
    "apps_with_broken_import": Wrong(
        "Plugin 'defis' cannot be imported from 'defis.apps:Plugin' of the package eig-defis: ModuleNotFoundError: "
        "No module named 'absent'. Correct it, or remove it from CMS_PLUGINS and CMS_PLUGINS_OFF.",
        [Package("defis", files={"apps.py": "import absent"})],
    ),
    "no_plugin_class": Wrong(
        "Plugin 'defis' ('defis.apps:Plugin' of the package eig-defis) is no CMSPlugin. "
        "Let its class inherit from cms.plugins.CMSPlugin.",
        [
            Package(
                "defis",
                files={
                    "apps.py": "from django.apps import AppConfig\nclass Plugin(AppConfig):\n    name = 'defis'"
                },
            )
        ],
    ),
    "class_without_name": Wrong(
        "Plugin 'defis' ('defis.apps:Plugin' of the package eig-defis) has no `name`. Set it to the plugin's package.",
        [
            Package(
                "defis",
                files={"apps.py": "from cms.plugins import CMSPlugin\nclass Plugin(CMSPlugin):\n    pass"},
            )
        ],
    ),
    "name_of_no_package": Wrong(
        "Plugin 'defis' cannot be imported from 'defis.apps:Plugin' of the package eig-defis: ModuleNotFoundError: "
        "No module named 'absent'. Correct it, or remove it from CMS_PLUGINS and CMS_PLUGINS_OFF.",
        [Package("defis", "name = 'absent'")],
    ),
    "label_of_another_name": Wrong(
        "Plugin 'defis' ('defis.apps:Plugin' of the package eig-defis) has the label 'challenges'. "
        "Give the entry point and the label the same name.",
        [Package("defis", "label = 'challenges'")],
    ),
    "label_of_an_app": Wrong(
        "Plugin 'plugins' has the label of the app 'cms.plugins'. "
        "Give the plugin and its entry point another label.",
        [Package("plugins", package="made_up_plugins")],
        on=["plugins"],
    ),
    "ready_overridden": Wrong(
        "Plugin 'defis' overrides `ready()`, which loads its rooms. "
        "Remove the method, and connect signal receivers in models.py.",
        [Package("defis", "def ready(self):\n    pass")],
    ),
    # The contract's version
    "contract_missing": Wrong(
        "Plugin 'defis' has the contract version ''. "
        'Write the version it was made for as MAJOR.MINOR, such as contract = "1.0".',
        [Package("defis", "contract = ''")],
    ),
    "contract_no_version": Wrong(
        "Plugin 'defis' has the contract version 1.0. "
        'Write the version it was made for as MAJOR.MINOR, such as contract = "1.0".',
        [Package("defis", "contract = 1.0")],
    ),
    "contract_newer_minor": Wrong(
        "Plugin 'defis' was written for the plugin contract 1.1, but this CMS offers 1.0. "
        "Upgrade EIG CMS, or install an older version of the plugin.",
        [Package("defis", "contract = '1.1'")],
    ),
    "contract_newer_major": Wrong(
        "Plugin 'defis' was written for the plugin contract 2.0, but this CMS offers 1.0. "
        "Install a version of the plugin written for 1.x.",
        [Package("defis", "contract = '2.0'")],
    ),
    "contract_older_major": Wrong(
        "Plugin 'defis' was written for the plugin contract 0.9, but this CMS offers 1.0. "
        "Install a version of the plugin written for 1.x.",
        [Package("defis", "contract = '0.9'")],
    ),
    # What it requires
    "requires_absent": Wrong(
        "Plugin 'defis' requires the plugin 'personnes', which is not loaded. "
        "Add 'personnes' to CMS_PLUGINS.",
        [Package("defis", "requires = ['personnes']")],
    ),
    "requires_dormant": Wrong(
        "Plugin 'defis' requires the plugin 'personnes', which is switched off. "
        "Move 'personnes' to CMS_PLUGINS, or 'defis' to CMS_PLUGINS_OFF as well.",
        [Package("defis", "requires = ['personnes']"), Package("personnes")],
        off=["personnes"],
    ),
    "requires_each_other": Wrong(
        "Plugins require each other: 'defis' → 'personnes' → 'defis'. Remove one of these `requires`.",
        [Package("defis", "requires = ['personnes']"), Package("personnes", "requires = ['defis']")],
        on=["defis", "personnes"],
    ),
    "requires_itself": Wrong(
        "Plugin 'defis' requires itself. Remove 'defis' from its `requires`.",
        [Package("defis", "requires = ['defis']")],
    ),
    "requires_is_text": Wrong(
        "Plugin 'defis' has `requires` = 'personnes'. Write a list of plugin labels, such as ['personnes'].",
        [Package("defis", "requires = 'personnes'")],
    ),
    # Its settings
    "setting_missing": Wrong(
        "Plugin 'defis' lacks the setting API_KEY. Give it in CMS_PLUGIN_SETTINGS['defis'].",
        [Package("defis", "required_settings = ['API_KEY']")],
    ),
    "setting_empty": Wrong(
        "Plugin 'defis' lacks the settings API_KEY, REGION. Give them in CMS_PLUGIN_SETTINGS['defis'].",
        [Package("defis", "required_settings = ['API_KEY', 'REGION', 'MODE']")],
        settings={"defis": {"API_KEY": "", "MODE": "test"}},
    ),
    "settings_no_dictionary": Wrong(
        "CMS_PLUGIN_SETTINGS['defis'] is the str 'clé'. Write a dictionary of setting names and values.",
        [Package("defis", "required_settings = ['API_KEY']")],
        settings={"defis": "clé"},
    ),
    "required_settings_is_text": Wrong(
        "Plugin 'defis' has `required_settings` = 'API_KEY'. Write a list of setting names, such as ['API_KEY'].",
        [Package("defis", "required_settings = 'API_KEY'")],
    ),
    # Its rooms
    "models_with_broken_import": Wrong(
        "Plugin 'defis' has models that cannot be imported: ModuleNotFoundError: No module named 'absent'. "
        "Correct it, or remove it from CMS_PLUGINS and CMS_PLUGINS_OFF.",
        [Package("defis", files={"models.py": "import absent"})],
    ),
    "dormant_blocks_with_broken_import": Wrong(
        "Plugin 'defis' has a room blocks.py that cannot be imported: ModuleNotFoundError: "
        "No module named 'absent'. Correct it.",
        [Package("defis", files={"blocks.py": "import absent"})],
        on=[],
        off=["defis"],
    ),
    "block_of_two_plugins": Wrong(
        "Plugins 'agenda' and 'defis' both offer the block 'devise'. "
        "Rename one, or do without one of the plugins.",
        [
            Package(
                label,
                files={
                    "blocks.py": "from wagtail.blocks import CharBlock\nblocks = [('devise', CharBlock())]"
                },
            )
            for label in ("agenda", "defis")
        ],
        on=["agenda", "defis"],
    ),
    "room_with_broken_import": Wrong(
        "Plugin 'defis' has a room events.py that cannot be imported: ModuleNotFoundError: No module named 'absent'. "
        "Correct it, or move the plugin to CMS_PLUGINS_OFF.",
        [Package("defis", files={"models.py": MODELS, "events.py": "import absent"})],
    ),
    "block_class_for_block": Wrong(
        "Plugin 'defis' has a wrong room blocks.py: `blocks` must be a list of (name, block) pairs, but 'devise' is "
        "the class CharBlock. Correct it there.",
        [
            Package(
                "defis",
                files={
                    "models.py": MODELS,
                    "blocks.py": "from wagtail.blocks import CharBlock\nblocks = [('devise', CharBlock)]",
                },
            )
        ],
    ),
    "block_without_name": Wrong(
        "Plugin 'defis' has a wrong room blocks.py: `blocks` must be a list of (name, block) pairs, but its item 1 is "
        "the str 'devise'. Correct it there.",
        [
            Package(
                "defis",
                files={
                    "models.py": MODELS,
                    "blocks.py": "from wagtail.blocks import CharBlock\nblocks = ['devise']",
                },
            )
        ],
    ),
    # What two plugins offer
    "filter_twice_in_one_plugin": Wrong(
        "Plugin 'defis' offers the filter 'année' of defis.DemoPage twice. Remove one.",
        [
            Package(
                "defis",
                files={
                    "models.py": MODELS,
                    "api.py": "from cms.plugins import ListFilter\n"
                    "filters = 2 * [ListFilter('année', 'defis.DemoPage', '', lambda rows, value: rows)]",
                },
            )
        ],
    ),
}

WRONG_ROOMS = {
    "room_with_syntax_error": (
        "feeds",
        "feeds = [",
        "Plugin 'defis' has a room feeds.py that cannot be imported: SyntaxError: '[' was never closed "
        "(feeds.py, line 1). Correct it, or move the plugin to CMS_PLUGINS_OFF.",
    ),
    "room_without_its_name": (
        "related",
        "relatives = []",
        "Plugin 'defis' has a room related.py that defines no `related`. Define `related` in it, or delete the file.",
    ),
    "room_without_any_of_its_names": (
        "api",
        "",
        "Plugin 'defis' has a room api.py that defines neither `endpoints` nor `filters`. "
        "Define `endpoints` or `filters` in it, or delete the file.",
    ),
    "room_no_list": (
        "related",
        "related = None",
        "Plugin 'defis' has a wrong room related.py: `related` must be a list of RelatedSection, not None. "
        "Correct it there.",
    ),
    "room_wrong_item": (
        "events",
        "from cms.plugins import Event\nevents = [Event('page.vue', 'defis.DemoPage', 'Vue'), 'page.lue']",
        "Plugin 'defis' has a wrong room events.py: `events` must be a list of Event, but its item 2 is "
        "the str 'page.lue'. Correct it there.",
    ),
    "room_class_for_value": (
        "search",
        "from cms.plugins import Facet\nfacets = [Facet]",
        "Plugin 'defis' has a wrong room search.py: `facets` must be a list of Facet, but its item 1 is "
        "the class Facet. Correct it there.",
    ),
    "target_unknown": (
        "search",
        "from cms.plugins import Boost\nboosts = [Boost('defis.DemmoPage', 2)]",
        "Plugin 'defis' has a wrong room search.py: `boosts` has the target 'defis.DemmoPage', which is no loaded model. "
        "Write app_label.Model, and name its plugin in `requires` if it is another's. Correct it there.",
    ),
    "target_no_label": (
        "search",
        "from cms.plugins import Boost\nboosts = [Boost('DemoPage', 2)]",
        "Plugin 'defis' has a wrong room search.py: `boosts` has the target 'DemoPage', which is no loaded model. "
        "Write app_label.Model, and name its plugin in `requires` if it is another's. Correct it there.",
    ),
    "endpoint_no_viewset": (
        "api",
        "endpoints = {'defis': dict}",
        "Plugin 'defis' has a wrong room api.py: `endpoints` must be a dictionary of URL segment to API v2 viewset "
        "class, but 'defis' is the class dict. Correct it there.",
    ),
    "endpoints_no_dictionary": (
        "api",
        "endpoints = []",
        "Plugin 'defis' has a wrong room api.py: `endpoints` must be a dictionary of URL segment to API v2 viewset "
        "class, not the list []. Correct it there.",
    ),
    "importer_without_kind": (
        "importer",
        "class DefiImporter:\n    pass\nimporters = [DefiImporter]",
        "Plugin 'defis' has a wrong room importer.py: `importers` must be a list of importer classes, each with its "
        "`kind`, but its item 1 is the class DefiImporter. Correct it there.",
    ),
    "importer_unfinished": (
        "importer",
        "from abc import ABC, abstractmethod\nclass DefiImporter(ABC):\n    kind = 'défi'\n"
        "    @abstractmethod\n    def read(self): ...\nimporters = [DefiImporter]",
        "Plugin 'defis' has a wrong room importer.py: `importers` must be a list of importer classes, each with its "
        "`kind`, but DefiImporter does not implement read. Correct it there.",
    ),
    "shortcode_no_function": (
        "importer",
        "shortcodes = {'figure': 3}",
        "Plugin 'defis' has a wrong room importer.py: `shortcodes` must be a dictionary of shortcode name to "
        "function, but 'figure' is the int 3. Correct it there.",
    ),
}


# Each of these is the room of a plugin called "defis"; in the test, of one called as the case.
@pytest.fixture(scope="module")
def errors(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str | None]:
    """What stopped the start of each site of the table; all of them in one run."""
    cases = []
    for name, wrong in WRONG.items():
        folder = tmp_path_factory.mktemp(name)
        MadeUpSite(folder).install(*wrong.packages)
        site = {"on": wrong.on, "off": wrong.off, "settings": wrong.settings, "before": wrong.before}
        cases.append({"folder": str(folder), "site": site})
    run = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("start_each.py"))],
        input=json.dumps(cases),
        env=environment(tmp_path_factory.getbasetemp(), {}),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return dict(zip(WRONG, json.loads(run.stdout), strict=True))


@pytest.mark.parametrize("name", WRONG)
def test_wrong_plugin_stops_the_start_with_a_sentence(name: str, errors: dict[str, str | None]) -> None:
    assert errors[name] == f"PluginError: {WRONG[name].sentence}"


@pytest.fixture(scope="module")
def room_errors(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What loading each wrong room says. All plugins are dormant, so that their rooms let the site start."""
    site = MadeUpSite(tmp_path_factory.mktemp("rooms"))
    for name, (room, content, _) in WRONG_ROOMS.items():
        site.install(Package(name, files={"models.py": MODELS, f"{room}.py": content.replace("defis", name)}))
    code = f"""
    from django.apps import apps
    from cms.plugins import PluginError
    from cms.plugins.rooms import ROOMS, load_room

    rooms = {{room.name: room for room in ROOMS}}
    result = {{}}
    for name, room in { ({name: room for name, (room, _, _) in WRONG_ROOMS.items()})!r}.items():
        try:
            load_room(apps.get_app_config(name), rooms[room])
        except PluginError as error:
            result[name] = str(error)
    """
    return site.result_of(code, off=list(WRONG_ROOMS))


@pytest.mark.parametrize("name", WRONG_ROOMS)
def test_wrong_room_is_refused_with_a_sentence(name: str, room_errors: dict[str, str]) -> None:
    _, _, sentence = WRONG_ROOMS[name]
    assert room_errors.get(name) == sentence.replace("defis", name)


def test_wrong_plugin_stops_wsgi_when_no_command_checks(made_up_site: MadeUpSite) -> None:
    made_up_site.install(Package("defis", files={"events.py": "import absent"}))
    run = made_up_site.run(
        "-c", "from django.core.wsgi import get_wsgi_application; get_wsgi_application()", on=["defis"]
    )
    assert run.returncode == 1
    last_line = run.stderr.splitlines()[-1]
    assert (
        last_line.removeprefix("cms.plugins.errors.")
        == f"PluginError: {WRONG['room_with_broken_import'].sentence}"
    )


def test_broken_room_shows_where_it_broke(made_up_site: MadeUpSite) -> None:
    made_up_site.install(Package("defis", files={"events.py": "\n\nimport absent"}))
    run = made_up_site.run("-c", "import django; django.setup()", on=["defis"])
    assert f'File "{made_up_site.folder}/defis/events.py", line 3' in run.stderr


def test_plugin_of_an_older_minor_contract_starts(made_up_site: MadeUpSite) -> None:
    made_up_site.install(Package("defis"))
    newer = "import django; from cms.plugins import base; base.CONTRACT = '1.4'; django.setup()"
    assert made_up_site.run("-c", newer, on=["defis"]).returncode == 0


def test_broken_plugin_starts_when_dormant(made_up_site: MadeUpSite) -> None:
    made_up_site.install(Package("defis", files={"events.py": "import absent"}))
    assert made_up_site.result_of(
        "from cms.plugins.registry import registry; result = registry.is_dormant('defis')", off=["defis"]
    )
