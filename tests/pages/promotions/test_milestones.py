"""When a milestone is under way: both ends included, to the precision they are known to."""

from __future__ import annotations

from datetime import datetime

import pytest

from cms.pages.promotions.models import PromotionMilestone
from tests.factories import paris

START, END = paris(2026, 3, 2, 9, 30), paris(2026, 3, 28, 0, 0)


@pytest.mark.parametrize(
    ("precision", "first", "last"),
    [
        ("minute", START, paris(2026, 3, 27, 23, 59)),
        ("day", paris(2026, 3, 2, 0, 0), paris(2026, 3, 28, 23, 59)),
        # The clocks change on 29 March: the month ends by the clock, not after so many hours.
        ("month", paris(2026, 3, 1, 0, 0), paris(2026, 3, 31, 23, 59)),
        ("part_of_month", paris(2026, 3, 1, 0, 0), paris(2026, 3, 31, 23, 59)),
    ],
)
def test_milestone_is_under_way_to_its_last_minute(precision: str, first: datetime, last: datetime) -> None:
    milestone = PromotionMilestone(starts_at=START, ends_at=END, precision=precision)
    minute = paris(2026, 1, 1, 0, 1) - paris(2026, 1, 1, 0, 0)
    moments = [first - minute, first, last, last + minute]
    assert [milestone.is_under_way(moment) for moment in moments] == [False, True, True, False]


def test_milestone_without_dates_is_never_under_way() -> None:
    assert not PromotionMilestone().is_under_way(START)


def test_milestone_without_an_end_stays_open() -> None:
    milestone = PromotionMilestone(starts_at=START, precision="day")
    assert milestone.is_under_way(paris(2030, 1, 1))
