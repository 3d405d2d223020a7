"""What a query may hold, checked before anything is asked of the database."""

from __future__ import annotations

import re
from collections.abc import Collection

from django.conf import settings
from django.http import QueryDict
from wagtail.api.v2.utils import parse_fields_parameter

from .errors import InvalidParameter

# The largest number that every column and every `LIMIT … OFFSET` of both databases takes.
LARGEST_NUMBER = 2**31 - 1
LONGEST_SEARCH = 30
DEEPEST_FIELDS = 4
# Wagtail's other formats are its own notation, which names drafts and private pages by their ids.
RICH_TEXT_FORMATS = ("html", "markdown")

FieldsConfig = list[tuple[str, bool, "FieldsConfig | None"]]


def check_form(query: QueryDict, allowed: Collection[str]) -> None:
    """Raise InvalidParameter for an unknown parameter, one given twice, or one nobody can read."""
    for name, values in query.lists():
        if name not in allowed:
            raise InvalidParameter(name, f"unknown parameter. Known here: {', '.join(sorted(allowed))}.")
        if len(values) > 1:
            raise InvalidParameter(name, "given more than once. Several values are separated by commas.")
        if "\x00" in values[0]:
            raise InvalidParameter(name, "a null character is not allowed.")
    if query.get("format", "json") != "json":
        raise InvalidParameter("format", "only json is answered.")
    if query.get("rich_text_format", "html") not in RICH_TEXT_FORMATS:
        raise InvalidParameter("rich_text_format", f"must be one of {', '.join(RICH_TEXT_FORMATS)}.")


def number(query: QueryDict, name: str, default: int, most: int = LARGEST_NUMBER) -> int:
    """The whole number given as `name`, from 0 to `most`; raises InvalidParameter."""
    value = query.get(name)
    if value is None:
        return default
    found = whole_number(value)
    if found is None or found > most:
        raise InvalidParameter(name, f"must be a whole number from 0 to {most}.")
    return found


def whole_number(value: str) -> int | None:
    """The number written in `value` by digits alone, if the database can hold it."""
    if not (value.isascii() and value.isdigit() and len(value) <= 10):
        return None
    found = int(value)
    return found if found <= LARGEST_NUMBER else None


def selected_fields(query: QueryDict) -> FieldsConfig:
    """What `fields` asks for, read by Wagtail's grammar; raises InvalidParameter."""
    value = query.get("fields", "")
    depth = deepest = 0
    for character in value:
        depth += {"(": 1, ")": -1}.get(character, 0)
        deepest = max(deepest, depth)
    if deepest > DEEPEST_FIELDS:
        raise InvalidParameter("fields", f"fields of fields go {DEEPEST_FIELDS} levels deep at most.")
    try:
        parsed: FieldsConfig = parse_fields_parameter(value)
    except ValueError as error:
        raise InvalidParameter("fields", f"{error}.") from error
    return parsed


def search_words(query: QueryDict) -> str | None:
    """The words of `search`, without the signs that a database's own search language reads; None for no search."""
    value = query.get("search", "").strip()
    if not value:
        return None
    words = re.findall(r"\w+", value)
    if len(words) > LONGEST_SEARCH:
        raise InvalidParameter("search", f"at most {LONGEST_SEARCH} words are searched for.")
    return " ".join(words)


def language(query: QueryDict) -> str:
    """The language asked for by `locale`, else the source language; raises InvalidParameter."""
    codes = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    wanted = query.get("locale", settings.LANGUAGE_CODE)
    if wanted not in codes:
        raise InvalidParameter("locale", f"must be one of {', '.join(codes)}.")
    return wanted


def limit_and_offset(query: QueryDict) -> tuple[int, int]:
    """Raises InvalidParameter for numbers that are out of bounds."""
    most = settings.WAGTAILAPI_LIMIT_MAX
    return number(query, "limit", min(20, most), most), number(query, "offset", 0)
