from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from cms.importer.dates import ReadDate, date_in_file_name, read_date

PARIS = ZoneInfo("Europe/Paris")


def paris(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=PARIS)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (dt.datetime(2018, 3, 16, tzinfo=dt.UTC), ReadDate(paris(2018, 3, 16, 1), "minute")),
        (dt.datetime(2020, 1, 1, 23, 30, tzinfo=dt.UTC), ReadDate(paris(2020, 1, 1, 23, 30), "minute")),
        (dt.datetime(2020, 5, 4, 21, 58), ReadDate(paris(2020, 5, 4, 21, 58), "minute")),  # noqa: DTZ001  as YAML gives it
        ("2020-05-04 21:58:00 +02:00", ReadDate(paris(2020, 5, 4, 21, 58), "minute")),
        ("2021-10-26T09:16:12.654Z", ReadDate(paris(2021, 10, 26, 11, 16, 12, 654000), "minute")),
        (dt.date(2022, 3, 11), ReadDate(paris(2022, 3, 11), "day")),
        ("2022-03-11", ReadDate(paris(2022, 3, 11), "day")),
        (2022, ReadDate(paris(2022, 1, 1), "year")),
        ("3 septembre 2024", ReadDate(paris(2024, 9, 3), "day")),
        ("1er août 2019", ReadDate(paris(2019, 8, 1), "day")),
        ("le 14 févr. 2022", ReadDate(paris(2022, 2, 14), "day")),
        ("mai 2022", ReadDate(paris(2022, 5, 1), "month")),
        ("May 4, 2020", ReadDate(paris(2020, 5, 4), "day")),
        ("25/09/2017", ReadDate(paris(2017, 9, 25), "day")),
    ],
)
def test_read_date_keeps_the_day_of_the_source(written: object, read: ReadDate) -> None:
    assert read_date(written) == read


@pytest.mark.parametrize(
    "written", ["", "bientôt", "2022-02-30", "31/02/2022", "99 mai 2022", True, None, 22, ["2022"]]
)
def test_read_date_gives_nothing_for_what_is_no_date(written: object) -> None:
    assert read_date(written) is None


@pytest.mark.parametrize(
    ("stem", "day", "name"),
    [
        ("20-05-25-etre-eig", dt.date(2020, 5, 25), "etre-eig"),
        ("2019-09-12-documentation", dt.date(2019, 9, 12), "documentation"),
        ("_18-02-13-exemple", dt.date(2018, 2, 13), "exemple"),
    ],
)
def test_date_in_file_name_reads_jekyll_names(stem: str, day: dt.date, name: str) -> None:
    date, rest = date_in_file_name(stem)

    assert date is not None
    assert (date.day, rest) == (day, name)


@pytest.mark.parametrize(
    "stem", ["5-leviers-pour-innover", "10-lorem-ipsum", "20-13-45-impossible", "etre-eig"]
)
def test_date_in_file_name_leaves_other_names_alone(stem: str) -> None:
    assert date_in_file_name(stem) == (None, stem)
