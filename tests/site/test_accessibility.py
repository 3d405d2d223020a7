from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.utils.translation import override
from freezegun import freeze_time

from cms.site.models import AccessibilityStatement
from cms.site.shown import shown_statement, statement_on

NONE, PARTIAL, FULL = AccessibilityStatement.State


@pytest.mark.parametrize(
    ("audited_on", "rate", "state"),
    [
        (None, None, NONE),
        (date(2026, 1, 15), Decimal("100"), FULL),
        (date(2026, 1, 15), Decimal("99.99"), PARTIAL),
        (date(2026, 1, 15), Decimal("50"), PARTIAL),
        (date(2026, 1, 15), Decimal("49.99"), NONE),
        (date(2023, 3, 2), Decimal("100"), FULL),
        (date(2023, 3, 1), Decimal("100"), NONE),
    ],
)
def test_state_follows_from_the_audit_when_it_is_valid(audited_on, rate, state):
    with freeze_time("2026-03-01 12:00"):
        assert AccessibilityStatement(audited_on=audited_on, rate=rate).state is state


def test_audit_of_29_february_ends_on_1_march_when_three_years_have_passed():
    statement = AccessibilityStatement(audited_on=date(2024, 2, 29), rate=Decimal(80))
    assert statement.audit_valid_until == date(2027, 3, 1)


@pytest.mark.parametrize("fields", [{"audited_on": date(2026, 1, 1)}, {"rate": Decimal(80)}])
def test_statement_is_refused_when_audit_is_half_given(french, fields):
    with pytest.raises(ValidationError) as refusal:
        AccessibilityStatement(locale=french.locale, **fields).full_clean()
    assert list(refusal.value.error_dict) == ["rate"]


@pytest.mark.parametrize("rate", ["-1", "100.01"])
def test_statement_is_refused_when_rate_is_no_percentage(french, rate):
    with pytest.raises(ValidationError) as refusal:
        AccessibilityStatement(locale=french.locale, audited_on="2026-01-01", rate=rate).full_clean()
    assert list(refusal.value.error_dict) == ["rate"]


def test_statement_is_shown_on_its_page_and_its_translation_only_when_published(french, english):
    statement = AccessibilityStatement(locale=french.locale, shown_on=french.blog, live=False)
    statement.save()
    assert shown_statement() is None
    statement.save_revision().publish()
    assert shown_statement().url == "/blog/"
    assert statement_on(french.blog).state == "none"
    assert statement_on(french.press) is None
    with override("en"):
        assert shown_statement().url == "/en/blog/"
        assert statement_on(english.blog).language == "fr"


def test_template_says_why_the_site_is_not_compliant_when_audit_is_over(french):
    statement = AccessibilityStatement(
        locale=french.locale, audited_on=date(2020, 1, 15), rate=Decimal("87.50"), auditor="Cabinet Été"
    )
    template = Template("{% include 'site/accessibility_statement.html' %}")
    with override("en"):
        html = template.render(Context({"statement": statement}))
    assert "<strong>not compliant</strong> with RGAA 4.1.2" in html
    assert "more than three years old" in html
    assert "Cabinet Été" in html
