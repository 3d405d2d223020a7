"""The test kit for authors, used as they would: in a project of their own, with its own pytest."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree

import pytest

from cms.plugins.testing import PluginContractTests

from .made_up import MadeUpSite, Package

MODELS = """
from django.conf import settings
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.api import APIField
from wagtail.models import Orderable, Page, TranslatableMixin
from wagtail.snippets.models import register_snippet
from wagtail_localize.fields import SynchronizedField


class DefiPage(Page):
    intro = models.TextField(blank=True)
    code = models.CharField(max_length=10, choices=[("a", "a")], blank=True)
    api_fields = ["intro", APIField("summary", serializer=None)]
    parent_page_types = ["wagtailcore.Page"]
    override_translatable_fields = [SynchronizedField("steps")]

    @property
    def summary(self):
        return self.intro


class Step(Orderable):
    page = ParentalKey(DefiPage, on_delete=models.CASCADE, related_name="steps")
    words = models.CharField(max_length=100)


@register_snippet
class Place(TranslatableMixin, models.Model):
    name = models.CharField(max_length=100)
    website = models.URLField(blank=True)

    class Meta(TranslatableMixin.Meta):
        pass
"""

BLOCKS = """
from wagtail.blocks import StructBlock, CharBlock

class Motto(StructBlock):
    text = CharBlock()

    class Meta:
        template = "LABEL/motto.html"

blocks = [("motto_LABEL", Motto())]
"""

RELATED = """
from cms.plugins import RelatedSection
related = [RelatedSection("wagtailcore.Page", "LABEL", "LABEL", list, "LABEL/related.html", vars)]
"""

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Motto"
msgstr "Devise"
"""

SOUND = {
    "models.py": MODELS,
    "blocks.py": BLOCKS,
    "related.py": RELATED,
    "locale/fr/LC_MESSAGES/django.po": CATALOGUE,
    "templates/LABEL/defi_page.html": "",
    "templates/LABEL/motto.html": "",
    "templates/LABEL/related.html": "",
}


@dataclass
class Fault:
    """What an author got wrong in one file of a sound plugin, and what the kit says."""

    file: str
    old: str
    new: str
    test: str
    message: str
    migrated: bool = True
    """Whether the migrations were made after the fault."""


def without(file: str, test: str, message: str) -> Fault:
    return Fault(file, "", "absent", test, message)


FAULTS = {
    "builds_on_sound": Fault(
        "models.py",
        'parent_page_types = ["wagtailcore.Page"]',
        'parent_page_types = ["sound.DefiPage"]\n'
        '    place = models.ForeignKey("sound.Place", null=True, on_delete=models.PROTECT, related_name="+")',
        "test_it_requires_the_plugins_it_builds_on",
        "Plugins it builds on that `requires` does not name: sound (DefiPage.parent_page_types), "
        "sound (DefiPage.place).",
    ),
    "no_template": without(
        "templates/LABEL/defi_page.html",
        "test_every_page_type_has_a_template",
        "Page types without their template: DefiPage (no_template/defi_page.html).",
    ),
    "no_related_template": without(
        "templates/LABEL/related.html",
        "test_every_related_section_has_a_template",
        "Related sections without their template: no_related_template (no_related_template/related.html).",
    ),
    "no_block_template": Fault(
        "blocks.py",
        'template = "LABEL/motto.html"',
        "icon = 'tick'",
        "test_every_block_has_a_template",
        "Blocks without their template: motto_no_block_template (None).",
    ),
    "no_api_fields": Fault(
        "models.py",
        'api_fields = ["intro", APIField("summary", serializer=None)]',
        "",
        "test_every_page_type_has_api_fields",
        "Page types without api_fields: DefiPage.",
    ),
    "wrong_api_field": Fault(
        "models.py",
        'APIField("summary", serializer=None)',
        'APIField("sumary", serializer=None)',
        "test_api_fields_name_what_the_model_has",
        "API fields of which the model has nothing: DefiPage.sumary.",
    ),
    "api_field_twice": Fault(
        "models.py",
        'api_fields = ["intro", ',
        'api_fields = ["intro", "intro", ',
        "test_api_fields_are_named_once",
        "API fields named twice: DefiPage.intro.",
    ),
    "no_search_fields": Fault(
        "models.py",
        '    parent_page_types = ["wagtailcore.Page"]',
        '    parent_page_types = ["wagtailcore.Page"]\n    search_fields = []',
        "test_search_fields_extend_those_of_page",
        "Page types whose search_fields leave those of Page out: DefiPage.",
    ),
    "no_parents": Fault(
        "models.py",
        'parent_page_types = ["wagtailcore.Page"]',
        "",
        "test_every_page_type_names_its_parents",
        "Page types without parent_page_types: DefiPage.",
    ),
    "names_children": Fault(
        "models.py",
        '    parent_page_types = ["wagtailcore.Page"]',
        '    parent_page_types = ["wagtailcore.Page"]\n    subpage_types = []',
        "test_no_page_type_shuts_out_children_of_other_plugins",
        "Page types with subpage_types: DefiPage.",
    ),
    "not_registered": Fault(
        "models.py",
        "@register_snippet",
        "",
        "test_what_looks_like_a_snippet_is_registered",
        "Models like snippets that models.py or wagtail_hooks.py does not register: Place.",
    ),
    "not_migrated": Fault(
        "models.py",
        "intro = models.TextField(blank=True)",
        'intro = models.TextField("introduction", blank=True)',
        "test_migrations_are_up_to_date",
        "Changes without a migration: Alter field intro on defipage.",
        migrated=False,
    ),
    "languages": Fault(
        "models.py",
        'choices=[("a", "a")]',
        "choices=settings.LANGUAGES",
        "test_migrations_do_not_depend_on_the_languages",
        "Changes without a migration where the site has two more languages: Alter field code on defipage.",
    ),
    "no_translation": Fault(
        "models.py",
        'override_translatable_fields = [SynchronizedField("steps")]',
        "",
        "test_every_text_is_translatable_or_synchronized_on_purpose",
        "Texts that translators do not get, and that are not declared as synchronized: Step.words.",
    ),
    "no_translatable_snippet": Fault(
        "models.py",
        MODELS[MODELS.index("class Place(") :],
        "class Place(models.Model):\n    name = models.CharField(max_length=100)\n",
        "test_every_text_is_translatable_or_synchronized_on_purpose",
        "Texts that translators do not get, and that are not declared as synchronized: Place.name.",
    ),
    "no_catalogue": without(
        "locale/fr/LC_MESSAGES/django.po",
        "test_french_catalogue_is_complete",
        "The French catalogue {folder}/no_catalogue/locale/fr/LC_MESSAGES/django.po is missing. "
        "Make it with makemessages.",
    ),
    "untranslated": Fault(
        "locale/fr/LC_MESSAGES/django.po",
        "Devise",
        "",
        "test_french_catalogue_is_complete",
        "Untranslated in French: Motto.",
    ),
    "fuzzy": Fault(
        "locale/fr/LC_MESSAGES/django.po",
        'msgid "Motto"',
        '#, fuzzy\nmsgid "Motto"',
        "test_french_catalogue_is_complete",
        "Fuzzy in French: Motto.",
    ),
}


def sound(label: str) -> Package:
    return Package(
        label, files={n.replace("LABEL", label): text.replace("LABEL", label) for n, text in SOUND.items()}
    )


def with_fault(label: str, fault: Fault) -> Package:
    package = sound(label)
    file = fault.file.replace("LABEL", label)
    if not fault.old:
        del package.files[file]
        return package
    assert fault.old in SOUND[fault.file]
    package.files[file] = SOUND[fault.file].replace(fault.old, fault.new).replace("LABEL", label)
    return package


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """What failed for each plugin, and the message: one project, one run of pytest for all."""
    site = MadeUpSite(tmp_path_factory.mktemp("kit"))
    faulty = {label: with_fault(label, fault) for label, fault in FAULTS.items()}
    early = [faulty[label] if FAULTS[label].migrated else sound(label) for label in FAULTS]
    site.install(sound("sound"), sound("exempt"), *early)
    (site.folder / "exempt" / "models.py").write_text(
        MODELS.replace('override_translatable_fields = [SynchronizedField("steps")]', "")
    )
    on = ["sound", "exempt", *FAULTS]
    made = site.run("-m", "django", "makemigrations", *on, "--skip-checks", on=on)
    assert made.returncode == 0, made.stderr
    site.install(*faulty.values())
    classes = [f'class Test_{label}(PluginContractTests):\n    plugin = "{label}"\n' for label in on]
    classes[1] += '    untranslated = {"Step.words": "names of towns"}\n'
    (site.folder / "test_plugins.py").write_text(
        f"from cms.plugins.testing import PluginContractTests\n{''.join(classes)}"
        'class TestOff(PluginContractTests):\n    plugin = "sound_but_off"\n'
    )
    report = site.folder / "report.xml"
    site.run("-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", "test_plugins.py", on=on)
    failed: dict[str, dict[str, str]] = {label: {} for label in on}
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314  written by pytest just now
        label = str(case.get("classname")).removeprefix("test_plugins.Test").removeprefix("_")
        for failure in case.iter("failure"):
            message = str(failure.get("message")).removeprefix("AssertionError: ").splitlines()[0]
            failed.setdefault(label, {})[str(case.get("name"))] = message.replace(
                str(site.folder), "{folder}"
            )
    failed["tests"] = {str(case.get("name")): "" for case in ElementTree.parse(report).iter("testcase")}  # noqa: S314
    return failed


def test_kit_passes_for_a_sound_plugin(outcomes: dict[str, dict[str, str]]) -> None:
    assert outcomes["sound"] == {}


@pytest.mark.parametrize("label", FAULTS)
def test_kit_fails_for_one_fault_in_one_test(label: str, outcomes: dict[str, dict[str, str]]) -> None:
    assert outcomes[label] == {FAULTS[label].test: FAULTS[label].message}


def test_kit_lets_texts_be_exempt_with_a_reason(outcomes: dict[str, dict[str, str]]) -> None:
    assert outcomes["exempt"] == {}


def test_kit_fails_for_a_plugin_that_is_not_on(outcomes: dict[str, dict[str, str]]) -> None:
    assert outcomes["Off"]["test_plugin_is_on_and_registered"] == (
        "Plugin 'sound_but_off' is not on. Name it in CMS_PLUGINS."
    )
    assert outcomes["Off"]["test_entry_point_leads_to_the_plugin"].startswith(
        "cms.plugins.errors.PluginError: Plugin 'sound_but_off' is not installed"
    )


def test_every_test_of_the_kit_is_seen_to_fail(outcomes: dict[str, dict[str, str]]) -> None:
    tests = {name for name in vars(PluginContractTests) if name.startswith("test_")}
    assert set(outcomes["tests"]) == tests
    seen = {fault.test for fault in FAULTS.values()}
    seen |= {"test_plugin_is_on_and_registered", "test_entry_point_leads_to_the_plugin"}
    assert tests - seen == {"test_rooms_have_the_form_of_the_contract"}


def test_kit_refuses_rooms_that_are_not_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    from cms.plugins.registry import registry

    class TestTestimonials(PluginContractTests):
        plugin = "testimonials"

    TestTestimonials().test_rooms_have_the_form_of_the_contract()
    monkeypatch.setitem(registry._offers["blocks"], "testimonials", [])
    with pytest.raises(AssertionError, match=r"^What blocks\.py defines as `blocks` is not registered\.$"):
        TestTestimonials().test_rooms_have_the_form_of_the_contract()
