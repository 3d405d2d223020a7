"""Dates as documents write them: YAML times, bare years, French words. The day a reader saw is the day we keep."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Literal
from zoneinfo import ZoneInfo

from django.conf import settings

Precision = Literal["minute", "day", "month", "year"]

FRENCH_MONTHS = {
    "janvier": 1, "janv": 1, "fevrier": 2, "fevr": 2, "mars": 3, "avril": 4, "avr": 4, "mai": 5, "juin": 6,
    "juillet": 7, "juil": 7, "aout": 8, "septembre": 9, "sept": 9, "octobre": 10, "oct": 10, "novembre": 11,
    "nov": 11, "decembre": 12, "dec": 12,
}  # fmt: skip
ENGLISH_MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
MONTHS = FRENCH_MONTHS | ENGLISH_MONTHS

DAY_FIRST = re.compile(r"^(?:le )?(\d{1,2})(?:er|st|nd|rd|th)?\.? ([a-z]+)\.? (\d{4})$")
MONTH_FIRST = re.compile(r"^([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$")
MONTH_ONLY = re.compile(r"^([a-z]+)\.? (\d{4})$")
NUMBERS = re.compile(r"^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$")
IN_FILE_NAME = re.compile(r"^_?(\d{4}|\d{2})-(\d{1,2})-(\d{1,2})-(?=.)")


@dataclass(frozen=True)
class ReadDate:
    """A moment with how much of it was written. `day` is the calendar day of the source."""

    moment: dt.datetime
    precision: Precision

    @property
    def day(self) -> dt.date:
        return self.moment.date()


def site_zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def read_date(value: Any) -> ReadDate | None:
    """What `value` (as YAML gave it, or text) says, in the site's time zone; None when it is no date.

    The calendar day survives: `2020-01-01T23:30:00Z` is the 2nd in Paris, but its readers saw the 1st, so its
    clock time is kept and read as Paris time.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, dt.datetime):
        return _from_datetime(value)
    if isinstance(value, dt.date):
        return _at_day(value.year, value.month, value.day, "day")
    if isinstance(value, int):
        return _at_day(value, 1, 1, "year") if 1900 <= value <= 2100 else None
    if isinstance(value, str):
        return _from_text(value)
    return None


def date_in_file_name(stem: str) -> tuple[ReadDate | None, str]:
    """`20-05-25-etre-eig` is Jekyll's way to date a post: the date, and the name without it."""
    found = IN_FILE_NAME.match(stem)
    if not found:
        return None, stem
    year, month, day = (int(part) for part in found.groups())
    date = _at_day(year + 2000 if year < 100 else year, month, day, "day")
    return (date, stem[found.end() :]) if date else (None, stem)


def _from_datetime(value: dt.datetime) -> ReadDate | None:
    zone = site_zone()
    if value.tzinfo is None:
        return ReadDate(value.replace(tzinfo=zone), "minute")
    try:
        here = value.astimezone(zone)
    except OverflowError:
        return None
    if here.date() != value.date():
        here = value.replace(tzinfo=zone)
    return ReadDate(here, "minute")


def _at_day(year: int, month: int, day: int, precision: Precision) -> ReadDate | None:
    try:
        return ReadDate(dt.datetime(year, month, day, tzinfo=site_zone()), precision)
    except ValueError:
        return None


def _from_text(text: str) -> ReadDate | None:
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = " ".join("".join(char for char in plain if not unicodedata.combining(char)).split())
    if re.fullmatch(r"\d{4}", plain):
        return read_date(int(plain))
    if re.match(r"\d{4}-\d{2}-\d{2}", plain):
        return _from_iso(plain)
    if found := DAY_FIRST.match(plain):
        day, month, year = found.groups()
        return _named_month(year, month, int(day), "day")
    if found := MONTH_FIRST.match(plain):
        month, day, year = found.groups()
        return _named_month(year, month, int(day), "day")
    if found := MONTH_ONLY.match(plain):
        month, year = found.groups()
        return _named_month(year, month, 1, "month")
    if found := NUMBERS.match(plain):
        day, month, year = found.groups()
        return _at_day(int(year), int(month), int(day), "day")
    return None


def _from_iso(plain: str) -> ReadDate | None:
    if len(plain) == 10:
        try:
            day = dt.date.fromisoformat(plain)
        except ValueError:
            return None
        return _at_day(day.year, day.month, day.day, "day")
    # Jekyll writes "2020-05-04 21:58:00 +02:00": the blank before the offset is not ISO.
    joined = re.sub(r"\s+(?=[+-]\d{2}:?\d{2}$|z$)", "", plain)
    try:
        return _from_datetime(dt.datetime.fromisoformat(joined.replace("z", "+00:00")))
    except ValueError:
        return None


def _named_month(year: str, month: str, day: int, precision: Precision) -> ReadDate | None:
    number = MONTHS.get(month)
    return _at_day(int(year), number, day, precision) if number else None
