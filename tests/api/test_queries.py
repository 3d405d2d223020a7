"""A list costs the same number of queries whether it holds one object, three or twenty."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    AdministrationFactory,
    BlogPostPageFactory,
    CategoryFactory,
    ChallengePageFactory,
    ExpertiseFactory,
    ImageFactory,
    KeyFigureFactory,
    PersonFactory,
    PromotionPageFactory,
    ThemeFactory,
    paris,
    site_tree,
    translated,
)

pytestmark = pytest.mark.django_db


def queries_of(path: str, items: int, **query: str) -> int:
    """How many queries the list takes, once what every process keeps is there."""
    client = Client()
    client.get(path, query)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = client.get(path, query).json()
    assert len(answer["items"]) == items
    return len(captured)


def counts(make, path: str, **query: str) -> list[int]:
    """The numbers of queries of a list of 1, 3 and 20 objects that `make` makes."""
    found, made = [], 0
    for size in [1, 3, 20]:
        while made < size:
            made += 1
            make(made)
        found.append(queries_of(path, size, **query))
    return found


def whole_challenge(number: int):
    """A challenge with each of its relations, to objects of its own."""
    call = {"kind": "call_for_applications", "starts_at": paris(2020, 1, 1)}
    return ChallengePageFactory(
        title=f"Défi {number}",
        image=ImageFactory(),
        tags=["données", f"mot {number}"],
        promotion=PromotionPageFactory(title=f"Promotion {number}", milestones=[call]),
        administrations=[AdministrationFactory(), AdministrationFactory()],
        team=[PersonFactory(), PersonFactory()],
        themes=[ThemeFactory()],
        expertises=[ExpertiseFactory()],
        key_figures=[KeyFigureFactory()],
        towns=["Lyon"],
        outputs=["Tableau de bord"],
    )


def test_list_of_challenges_with_their_relations():
    fields = "promotion,administrations,team,themes,expertises,tags,image,key_figures,towns,summary,body"
    query = {"type": "challenges.ChallengePage", "fields": fields}
    found = counts(whole_challenge, "/api/v2/pages/", **query)
    assert len(set(found)) == 1, found
    assert found[0] <= 60, found


def test_list_of_challenges_in_two_languages():
    site_tree()
    make = lambda number: translated(whole_challenge(number), slug=f"challenge-{number}")  # noqa: E731
    query = {
        "type": "challenges.ChallengePage",
        "fields": "promotion,administrations,team,themes",
        "limit": "40",
    }
    found, made = [], 0
    for size in [1, 3, 20]:
        while made < size:
            made += 1
            make(made)
        found.append(queries_of("/api/v2/pages/", 2 * size, **query))
    assert len(set(found)) == 1, found


def test_list_with_fields_of_related_objects():
    fields = "promotion(number),administrations(siret,website)"
    found = counts(whole_challenge, "/api/v2/pages/", type="challenges.ChallengePage", fields=fields)
    assert len(set(found)) == 1, found


def test_list_of_pages_of_all_types():
    make = lambda number: ChallengePageFactory(title=f"Défi {number}")  # noqa: E731
    found = counts(make, "/api/v2/pages/", child_of=str(site_tree().challenges.pk))
    assert len(set(found)) == 1, found


def test_list_of_posts_with_their_relations():
    def make(number):
        BlogPostPageFactory(
            title=f"Billet {number}",
            authors=[PersonFactory()],
            categories=[CategoryFactory()],
            related_posts=[ChallengePageFactory(title=f"Défi {number}")],
        )

    fields = "authors,categories,related_posts"
    found = counts(make, "/api/v2/pages/", type="blog.BlogPostPage", fields=fields)
    assert len(set(found)) == 1, found


@pytest.mark.parametrize(
    ("name", "make", "fields"),
    [
        (
            "administrations",
            lambda number: AdministrationFactory(logo=ImageFactory()),
            "logo,parent,successor",
        ),
        (
            "people",
            lambda number: PersonFactory(photo=ImageFactory(), expertises=[ExpertiseFactory()]),
            "photo,expertises,participations,biography",
        ),
        ("themes", lambda number: ThemeFactory(), "description"),
        ("images", lambda number: ChallengePageFactory(image=ImageFactory()), "credit,title"),
    ],
)
def test_list_of_other_endpoints(name, make, fields):
    site_tree()
    found = counts(make, f"/api/v2/{name}/", fields=fields)
    assert len(set(found)) == 1, found
    cache.clear()
