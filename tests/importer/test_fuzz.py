"""Documents of any sort are read or refused; what comes out is safe and whole. `make verify-import-fuzz` runs longer."""

from __future__ import annotations

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings

from tests.importer import fuzzing

EXAMPLES = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@EXAMPLES
@given(fuzzing.bodies)
def test_no_word_of_a_structured_body_is_lost(source: str) -> None:
    fuzzing.check_body(source, words=True)


@EXAMPLES
@given(fuzzing.broken)
def test_broken_markup_becomes_blocks_that_are_valid_and_safe(source: str) -> None:
    fuzzing.check_body(source, words=False)


@EXAMPLES
@given(fuzzing.documents)
def test_a_document_in_any_notation_is_read_or_refused_with_a_line(text: str) -> None:
    fuzzing.check_document(text)


@EXAMPLES
@given(fuzzing.mutated())
def test_a_document_with_wrong_bytes_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    fuzzing.check_bytes(data, tmp_path_factory.getbasetemp())


@pytest.mark.django_db
@settings(EXAMPLES, max_examples=5)
@given(fuzzing.sites)
def test_a_site_of_such_documents_is_imported_or_refused(
    tmp_path_factory: pytest.TempPathFactory, documents: list[tuple[str, bytes]]
) -> None:
    with translation.override("en"):
        fuzzing.check_import(documents, tmp_path_factory.getbasetemp() / "fuzzed")
