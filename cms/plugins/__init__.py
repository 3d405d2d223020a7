"""The plugin contract: everything an author may rely on, described in docs/plugins/contract.md."""

from .base import CONTRACT, CMSPlugin
from .discovery import plugin_apps
from .errors import PluginDeprecationWarning, PluginError
from .offers import (
    Boost,
    Event,
    Facet,
    Feed,
    IntegrityCheck,
    IntegrityProblem,
    InvalidFilterValue,
    JsonLd,
    ListFilter,
    PersonFinder,
    PersonMention,
    RelatedSection,
    SitePage,
)

__all__ = [
    "CONTRACT",
    "Boost",
    "CMSPlugin",
    "Event",
    "Facet",
    "Feed",
    "IntegrityCheck",
    "IntegrityProblem",
    "InvalidFilterValue",
    "JsonLd",
    "ListFilter",
    "PersonFinder",
    "PersonMention",
    "PluginDeprecationWarning",
    "PluginError",
    "RelatedSection",
    "SitePage",
    "plugin_apps",
]
