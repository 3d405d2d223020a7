"""Our own content types keep the contract, by the very tests outside authors get."""

from __future__ import annotations

from django.conf import settings

from cms.plugins.testing import PluginContractTests


class TestTopics(PluginContractTests):
    plugin = "topics"


class TestKeyFigures(PluginContractTests):
    plugin = "key_figures"


class TestStandard(PluginContractTests):
    plugin = "standard"


class TestAdministrations(PluginContractTests):
    plugin = "administrations"


class TestPromotions(PluginContractTests):
    plugin = "promotions"


class TestPeople(PluginContractTests):
    plugin = "people"


class TestChallenges(PluginContractTests):
    plugin = "challenges"
    untranslated = {
        "ChallengeTown.name": "a town in France has one name",
        "ChallengeTown.department": "a number",
    }


class TestBlog(PluginContractTests):
    plugin = "blog"


class TestPress(PluginContractTests):
    plugin = "press"
    untranslated = {
        "PressMention.title": "articles are quoted as they were published",
        "PressMention.extract": "so are their words",
        "PressMention.outlet": "a newspaper has one name",
        "PressMention.section": "and calls its sections as it does",
    }


class TestTestimonials(PluginContractTests):
    plugin = "testimonials"


def test_every_plugin_of_ours_is_tested_here() -> None:
    tested = [test.plugin for test in PluginContractTests.__subclasses__() if test.__module__ == __name__]
    assert sorted(tested) == sorted(settings.OUR_PLUGINS)
