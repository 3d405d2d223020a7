"""What plugins offer, and to whom, seen in a site of two made-up plugins that use every room."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.blocks import CharBlock

from cms.plugins import PluginError
from cms.plugins.registry import Registry, registry
from cms.plugins.rooms import DEFINITIONS

from .made_up import MadeUpSite, Package

MODELS = """
from wagtail.models import Page

class DefisPage(Page):
    api_fields = ["title"]
    parent_page_types = ["wagtailcore.Page"]
    template = "wagtailadmin/base.html"

class DefisLongPage(DefisPage):
    pass
"""

ROOMS = {
    "related.py": """
        from cms.plugins import RelatedSection
        def section(name, target):
            return RelatedSection(target, name, name, lambda page: [], "wagtailadmin/base.html", vars)
        related = [section("defis", "wagtailcore.Page"), section("anciens", "wagtailcore.Site")]
    """,
    "api.py": """
        from cms.plugins import ListFilter
        from wagtail.api.v2.views import BaseAPIViewSet
        class DefisViewSet(BaseAPIViewSet):
            pass
        endpoints = {"defis": DefisViewSet}
        filters = [ListFilter("année", "defis.DefisPage", "L'année", lambda rows, value: rows)]
    """,
    "importer.py": """
        class DefiImporter:
            kind = "défi"
        importers = [DefiImporter]
        shortcodes = {"figure": str}
    """,
    "search.py": """
        from cms.plugins import Boost, Facet
        facets = [Facet("thème", "defis.DefisPage", "Thème", lambda page: [])]
        boosts = [Boost("defis.DefisPage", 2), Boost("defis.DefisPage", 0.5, lambda page: False)]
    """,
    "events.py": """
        from cms.plugins import Event
        events = [Event("défi.publié", "defis.DefisPage", "Un défi est publié")]
    """,
    "feeds.py": """
        from cms.plugins import Feed
        feeds = [Feed("defis", "defis.DefisPage", "Les défis", lambda language: None, lambda page: None)]
    """,
    "structured_data.py": """
        from cms.plugins import JsonLd
        json_ld = [JsonLd("defis.DefisPage", lambda page: None)]
    """,
    "blocks.py": """
        from wagtail.blocks import CharBlock
        blocks = [("devise_defis", CharBlock())]
    """,
    "site_pages.py": """
        from cms.plugins import SitePage
        site_pages = [SitePage("defis.DefisPage", "Les défis", {"fr": "defis"}, "wagtailcore.Page")]
    """,
    "integrity.py": """
        from cms.plugins import IntegrityCheck
        checks = [IntegrityCheck("defis.sans_equipe", "Défis sans équipe", list)]
    """,
    "personal_data.py": """
        from cms.plugins import PersonFinder
        finders = [PersonFinder("Équipes des défis", lambda words: [])]
    """,
}

OFFERS = """
from cms.plugins.registry import registry
from cms.plugins.rooms import DEFINITIONS
result = {name: [label for label, _ in registry.offers(name)] for name in DEFINITIONS}
"""


@pytest.fixture(scope="module")
def two_plugins(tmp_path_factory: pytest.TempPathFactory) -> MadeUpSite:
    site = MadeUpSite(tmp_path_factory.mktemp("two"))
    for label in ("defis", "agenda"):
        files = {"models.py": MODELS, **ROOMS}
        renamed = {
            name: text.replace("defis", label)
            .replace("Defis", label.title())
            .replace("année", f"année_{label}")
            for name, text in files.items()
        }
        for word in ("thème", "défi", "figure", "anciens"):
            renamed = {name: text.replace(f'"{word}', f'"{word}_{label}') for name, text in renamed.items()}
        site.install(Package(label, files=renamed))
    return site


def test_offers_come_in_the_order_of_the_plugins(two_plugins: MadeUpSite) -> None:
    both = ["agenda", "defis"]
    twice = {"related", "boosts"}
    assert two_plugins.result_of(OFFERS, on=both) == {
        name: ["agenda", "agenda", "defis", "defis"] if name in twice else both for name in DEFINITIONS
    }


def test_dormant_plugin_offers_its_blocks_alone(two_plugins: MadeUpSite) -> None:
    twice = {"related", "boosts"}
    expected: dict[str, Any] = {
        name: ["defis", "defis"] if name in twice else ["defis"] for name in DEFINITIONS
    }
    expected["blocks"] = ["defis", "agenda"]
    assert two_plugins.result_of(OFFERS, on=["defis"], off=["agenda"]) == expected


def test_registry_tells_the_plugins_apart(two_plugins: MadeUpSite) -> None:
    code = """
    from cms.plugins.registry import registry
    from defis.models import DefisPage, DefisLongPage
    from agenda.models import AgendaPage, AgendaLongPage
    from django.contrib.auth.models import Group
    labels = ["defis", "agenda", "absent"]
    result = {
        "ready": registry.ready,
        "plugins": [plugin.label for plugin in registry.plugins],
        "on": [label for label in labels if registry.is_on(label)],
        "dormant": [label for label in labels if registry.is_dormant(label)],
        "dormant models": [model.__name__ for model in registry.dormant_models()],
        "of a model": [registry.plugin_of(model) and registry.plugin_of(model).label for model in (DefisPage, Group)],
        "creatable": [m.__name__ for m in (DefisPage, DefisLongPage, AgendaPage, AgendaLongPage) if m.is_creatable],
    }
    """
    assert two_plugins.result_of(code, on=["defis"], off=["agenda"]) == {
        "ready": True,
        "plugins": ["defis", "agenda"],
        "on": ["defis"],
        "dormant": ["agenda"],
        "dormant models": ["AgendaPage", "AgendaLongPage"],
        "of a model": ["defis", None],
        "creatable": ["DefisPage", "DefisLongPage"],
    }


def test_registry_finds_what_concerns_a_model_and_its_parents(two_plugins: MadeUpSite) -> None:
    code = """
    from cms.plugins.registry import registry
    from defis.models import DefisPage, DefisLongPage
    from wagtail.models import Page, Site
    models = (Page, Site, DefisPage, DefisLongPage)
    result = {
        "related": [[section.name for section in registry.related_for(model)] for model in models],
        "filters": [[f.name for f in registry.filters_for(model)] for model in models],
        "boosts": [[boost.factor for boost in registry.boosts_for(model)] for model in models],
        "events": [[event.name for event in registry.events_for(model)] for model in models],
        "facets": [[facet.name for facet in registry.facets_for(model)] for model in models],
        "json_ld": [len(registry.json_ld_for(model)) for model in models],
        "endpoints": {name: viewset.__name__ for name, viewset in registry.endpoints().items()},
        "importers": [importer.kind for importer in registry.importers()],
        "shortcodes": sorted(registry.shortcodes()),
        "blocks": [name for name, block in registry.blocks()],
        "feeds": [feed.name for feed in registry.feeds()],
        "checks": [check.name for check in registry.checks()],
        "finders": [finder.label for finder in registry.finders()],
        "site_pages": [page.model for page in registry.site_pages()],
    }
    """
    assert two_plugins.result_of(code, on=["defis"]) == {
        "related": [["defis"], ["anciens_defis"], ["defis"], ["defis"]],
        "filters": [[], [], ["année_defis"], ["année_defis"]],
        "boosts": [[], [], [2, 0.5], [2, 0.5]],
        "events": [[], [], ["défi_defis.publié"], ["défi_defis.publié"]],
        "facets": [[], [], ["thème_defis"], ["thème_defis"]],
        "json_ld": [0, 0, 1, 1],
        "endpoints": {"defis": "DefisViewSet"},
        "importers": ["défi_defis"],
        "shortcodes": ["figure_defis"],
        "blocks": ["devise_defis"],
        "feeds": ["defis"],
        "checks": ["defis.sans_equipe"],
        "finders": ["Équipes des défis"],
        "site_pages": ["defis.DefisPage"],
    }


def test_registry_refuses_to_answer_before_all_plugins_are_ready(made_up_site: MadeUpSite) -> None:
    asks = "from cms.plugins.registry import registry\nregistry.blocks()"
    made_up_site.install(Package("defis", files={"models.py": asks}))
    run = made_up_site.run("-c", "import django; django.setup()", on=["defis"])
    assert run.stderr.splitlines()[-1] == (
        "cms.plugins.errors.PluginError: Plugin 'defis' has models that cannot be imported: PluginError: `blocks` was "
        "asked of the plugin registry before every plugin was ready. Ask for it when it is needed, not while a module "
        "is imported. Correct it, or remove it from CMS_PLUGINS and CMS_PLUGINS_OFF."
    )


def test_settings_of_a_plugin_are_its_own(made_up_site: MadeUpSite) -> None:
    made_up_site.install(Package("defis", "required_settings = ['API_KEY']"), Package("agenda"))
    code = """
    from django.apps import apps
    result = [dict(apps.get_app_config(label).settings) for label in ("defis", "agenda")]
    """
    assert made_up_site.result_of(code, on=["defis", "agenda"], settings={"defis": {"API_KEY": "clé"}}) == [
        {"API_KEY": "clé"},
        {},
    ]


def test_nothing_of_a_plugin_is_imported_by_settings(made_up_site: MadeUpSite) -> None:
    made_up_site.install(Package("defis"), Package("agenda"))
    code = "import made_up_settings, sys; print(made_up_settings.INSTALLED_APPS[:3], 'defis' in sys.modules)"
    run = made_up_site.run("-c", code, on=["defis"], off=["agenda"])
    assert run.stdout == "['cms.plugins', 'defis.apps.Plugin', 'agenda.apps.Plugin'] False\n"


def test_offers_names_the_rooms_when_asked_for_what_none_defines() -> None:
    with pytest.raises(KeyError) as error:
        Registry().offers("sitemaps")
    assert error.value.args == (f"No room defines 'sitemaps'. Rooms define: {', '.join(DEFINITIONS)}.",)


def test_registry_is_not_ready_when_the_process_has_not_started() -> None:
    with pytest.raises(
        PluginError, match="`related` was asked of the plugin registry before every plugin was ready"
    ):
        Registry().offers("related")


def test_every_room_of_the_contract_is_used_here() -> None:
    from cms.plugins.rooms import ROOMS as CONTRACT_ROOMS

    assert sorted(ROOMS) == sorted(room.file for room in CONTRACT_ROOMS)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("blocks", ("heading", CharBlock()), "the block 'heading'"),
        ("blocks", ("unknown", CharBlock()), "the block 'unknown'"),
        ("endpoints", ("pages", BaseAPIViewSet), "the endpoint 'pages'"),
    ],
)
def test_plugin_cannot_take_the_place_of_what_is_there_without_it(name: str, value: Any, words: str) -> None:
    plugin = registry.plugins[0]
    with pytest.raises(PluginError) as stopped:
        registry.register(plugin, name, [value], DEFINITIONS[name].identity)
    assert str(stopped.value) == (
        f"Plugin '{plugin.label}' offers {words}, which is there without it. Give it another name."
    )
