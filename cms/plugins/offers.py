"""The types of what a plugin's rooms hold.

Each value is plain and frozen: a name, the model it is for (`target`, written
"app_label.Model"), and functions. Nothing here imports Wagtail, so that a room can be
read, tested and type-checked by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Model, QuerySet
    from django_stubs_ext import StrOrPromise


def _always(_: Model) -> bool:
    return True


class InvalidFilterValue(ValueError):
    """A list filter was given a value it cannot use; the message says what is allowed."""


@dataclass(frozen=True)
class RelatedSection:
    """Room `related.py`: what this plugin shows on a type of another plugin."""

    target: str
    """The model that receives the section, such as "people.Person"."""
    name: str
    """Name of the API field on the target, such as "challenges"."""
    label: StrOrPromise
    """Heading of the section in HTML."""
    items: Callable[[Any], Sequence[Any]]
    """The visible items for one target, in its language and in order, in a constant number of queries."""
    template: str
    """Template given `items`, `owner` (the target) and `section`."""
    serialize: Callable[[Any], dict[str, Any]]
    """One item as the API shows it."""


@dataclass(frozen=True)
class ListFilter:
    """Room `api.py`: a query parameter that narrows the list of a type."""

    name: str
    """The query parameter, such as "promotion"."""
    target: str
    """The model whose list it filters, such as "challenges.ChallengePage"."""
    description: StrOrPromise
    """What it does and which values it takes, for the API's documentation."""
    apply: Callable[[QuerySet[Any], str], QuerySet[Any]]
    """Returns the narrowed queryset; raises InvalidFilterValue for a value it cannot use."""


@dataclass(frozen=True)
class Facet:
    """Room `search.py`: a property by which found things are counted and narrowed."""

    name: str
    """The query parameter and the key in the answer, such as "theme"."""
    target: str
    """The model whose documents have the property."""
    label: StrOrPromise
    """Heading above the choices."""
    values: Callable[[Any], Sequence[tuple[str, str]]]
    """(lasting value, words in the object's language) for one object."""


@dataclass(frozen=True)
class Boost:
    """Room `search.py`: raises or lowers what is found."""

    target: str
    """The model whose documents are ranked."""
    factor: float
    """Above 1 raises, below 1 lowers; never 0 or less."""
    when: Callable[[Any], bool] = _always
    """Which objects it touches; all, unless given."""


@dataclass(frozen=True)
class Event:
    """Room `events.py`: something partner sites can be told of by webhook."""

    name: str
    """Such as "challenge.published"."""
    target: str
    """The model it is about."""
    description: StrOrPromise
    """When it is sent."""
    payload: Callable[[Any], dict[str, Any]] | None = None
    """What is sent; the object as the API shows it, unless given."""


@dataclass(frozen=True)
class Feed:
    """Room `feeds.py`: a feed at /feeds/<name>.rss and .json."""

    name: str
    """The segment of the address."""
    target: str
    """The model of its items."""
    title: StrOrPromise
    """Title of the feed."""
    items: Callable[[str], QuerySet[Any]]
    """Candidates in one language, newest first; what is not public is left out by the feed itself."""
    date: Callable[[Any], datetime]
    """The date an item bears in the feed."""


@dataclass(frozen=True)
class JsonLd:
    """Room `structured_data.py`: what search engines are told of an object."""

    target: str
    """The model described."""
    build: Callable[[Any], dict[str, Any] | None]
    """The object in the words of schema.org, or None where there is nothing to say."""


@dataclass(frozen=True)
class IntegrityProblem:
    """One row of the integrity report."""

    object: Model
    """The object to mend."""
    message: StrOrPromise
    """What is wrong and what to do, in a whole sentence."""


@dataclass(frozen=True)
class IntegrityCheck:
    """Room `integrity.py`: looks for content that is wrong."""

    name: str
    """Such as "challenges.no_team"; lasting, so that a row can be set aside."""
    label: StrOrPromise
    """What it looks for."""
    find: Callable[[], Iterable[IntegrityProblem]]
    """Every problem there is now."""


@dataclass(frozen=True)
class PersonMention:
    """One place where a person was found."""

    object: Model
    """The object that names the person."""
    field: str
    """Its field."""
    excerpt: str
    """The words around the name."""


@dataclass(frozen=True)
class PersonFinder:
    """Room `personal_data.py`: finds where a person stands in this plugin's content."""

    label: StrOrPromise
    """Where it looks."""
    find: Callable[[Sequence[str]], Iterable[PersonMention]]
    """Given the names, aliases and addresses of one person, every place that holds one of them."""


@dataclass(frozen=True)
class SitePage:
    """Room `site_pages.py`: an index page that a new site gets, in each language."""

    model: str
    """The page type, such as "challenges.ChallengeIndexPage"."""
    title: StrOrPromise
    """Its title, written in each language from the plugin's catalogue."""
    slugs: Mapping[str, str]
    """Last part of the address by language code; a language that is not named takes the source's."""
    parent: str = "standard.HomePage"
    """The page type it stands under; empty for the home page."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """Other columns of the page."""
    menu: str = ""
    """The menu a new site shows it in: "main", "tools", or none."""
    menu_position: int = 100
    """Where in that menu: lower comes first."""
