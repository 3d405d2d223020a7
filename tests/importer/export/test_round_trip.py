"""The sample content, which has every type and every block: out, and into a site that knows nothing of it."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import transaction
from django.utils import translation
from wagtail.models import TranslatableMixin

from benchmarks.published_site import published_site
from cms.importer.export import Summary, export_content
from cms.importer.report import Report
from cms.importer.run import run_import
from tests.importer.export.conftest import files

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@dataclass
class RoundTrip:
    first: Path
    second: Path
    summary: Summary
    before: dict[str, str]
    after: dict[str, str]
    report: Report
    again: Report


@pytest.fixture(scope="module")
def trip(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RoundTrip]:
    """Sample content exported and taken away; then imported into the site that set-up alone has made."""
    folder = tmp_path_factory.mktemp("export")
    first, second = folder / "first", folder / "second"
    with django_db_blocker.unblock(), translation.override("fr"):
        with transaction.atomic():
            call_command("load_sample_content", verbosity=0)
            cache.clear()
            before = published_site()
            summary = export_content(first)
            transaction.set_rollback(True)
        with transaction.atomic():
            forget_files()
            be_another_site()
            cache.clear()
            report = run_import([first], publish=True)
            again = run_import([first], publish=True)
            cache.clear()
            after = published_site()
            export_content(second)
            yield RoundTrip(first, second, summary, before, after, report, again)
            transaction.set_rollback(True)
        forget_files()


def forget_files() -> None:
    """Files are not rolled back: names that are taken would become others."""
    for storage in (storages["default"], storages["renditions"]):
        for name in storage.listdir("")[0]:
            shutil.rmtree(storage.path(name))


def be_another_site() -> None:
    """Give what set-up made the keys it would have in another database."""
    for model in apps.get_models():
        if issubclass(model, TranslatableMixin) and not model._meta.parents:
            keys = model._base_manager.values_list("translation_key", flat=True).distinct()
            for key in list(keys):
                rows = model._base_manager.filter(translation_key=key)
                rows.update(translation_key=uuid.uuid5(uuid.NAMESPACE_OID, f"another {key}"))


def test_the_same_is_published(trip: RoundTrip) -> None:
    assert sorted(trip.after) == sorted(trip.before)
    assert differences(trip) == []


def differences(trip: RoundTrip) -> list[str]:
    return [
        "\n".join(
            [address, *unified_diff(text.split("\n"), trip.after[address].split("\n"), n=0, lineterm="")]
        )
        for address, text in trip.before.items()
        if trip.after[address] != text
    ]


def test_all_of_it_was_published(trip: RoundTrip) -> None:
    statuses = {text.partition(" ")[0] for text in trip.before.values() if not text.startswith("{")}

    assert statuses == {"200", "302", "404"}
    assert len([text for text in trip.before.values() if text.startswith("200")]) > 80


def test_the_import_has_nothing_to_say(trip: RoundTrip) -> None:
    assert (trip.report.warnings, trip.report.failures, trip.report.conflicts) == ([], [], [])


def test_a_second_export_has_the_same_bytes(trip: RoundTrip) -> None:
    first, second = files(trip.first), files(trip.second)

    assert sorted(second) == sorted(first)
    assert [path for path in first if second[path] != first[path]] == []


def test_a_second_import_changes_nothing(trip: RoundTrip) -> None:
    outcomes = {
        outcome for counter in trip.again.outcomes.values() for outcome, number in counter.items() if number
    }

    assert outcomes == {"unchanged"}


def test_drafts_and_what_is_scheduled_are_counted(trip: RoundTrip) -> None:
    assert (trip.summary.drafts, trip.summary.unpublished_changes, trip.summary.left_out) == (2, 0, [])


def test_documents_are_readable(trip: RoundTrip) -> None:
    text = (trip.first / "pages/accueil/defis/eau-claire.md").read_text(encoding="utf-8")

    assert "\ntitle: Eau claire\nslug: eau-claire\n" in text
    assert "\nimage: media/images/riviere.png\n" in text
    assert "\ntags:\n- terrain\n- données\n" in text or "\ntags:\n- données\n- terrain\n" in text
    assert "-->\n## Ce que l’équipe a fait\n" in text
