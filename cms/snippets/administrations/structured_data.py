"""What search engines are told of a public body."""

from __future__ import annotations

from typing import Any

from django.utils.html import strip_tags

from cms.core.navigation import absolute_url
from cms.plugins import JsonLd
from cms.snippets.administrations.models import Administration


def organization(administration: Administration) -> dict[str, Any] | None:
    """A GovernmentOrganization of schema.org; None where it has no public address."""
    url = absolute_url(administration)
    if not url:
        return None
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        "@id": url,
        "name": administration.name,
        "url": administration.website or url,
    }
    if administration.acronym:
        data["alternateName"] = administration.acronym
    if description := " ".join(strip_tags(administration.description).split()):
        data["description"] = description
    if parent := administration.shown_parent:
        data["parentOrganization"] = {"@type": "GovernmentOrganization", "name": parent.name}
    if administration.closed_on:
        data["dissolutionDate"] = administration.closed_on.isoformat()
    return data


json_ld = [JsonLd(target="administrations.Administration", build=organization)]
