"""A plugin's endpoint is an ordinary viewset of Wagtail: the API makes it safe."""

from __future__ import annotations

import datetime

import pytest
from django.test import RequestFactory
from django.utils import timezone
from wagtail.api import APIField
from wagtail.api.v2.views import BaseAPIViewSet, PagesAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet

from cms.api.router import CORE, Router, make_router, public_endpoint
from cms.pages.challenges.models import ChallengePage
from cms.plugins.registry import registry
from cms.snippets.people.models import Person
from tests.factories import ChallengePageFactory, ImageFactory, PersonFactory, PromotionPageFactory

pytestmark = pytest.mark.django_db


def answer_of(viewset: type[BaseAPIViewSet], **query: str) -> tuple[int, dict]:
    """What a plugin's viewset answers to a list, once the API has taken it up."""
    router = Router("wagtailapi")
    for name, endpoint in CORE.items():
        router.register_endpoint(name, public_endpoint(endpoint))
    router.register_endpoint("plain", public_endpoint(viewset))
    request = RequestFactory().get("/api/v2/plain/", query)
    request.wagtailapi_router = router
    response = public_endpoint(viewset).as_view({"get": "listing_view"})(request)
    response.render()
    return response.status_code, response.data


class PlainPeople(BaseAPIViewSet):
    """As somebody would write it who has read Wagtail's documentation alone."""

    model = Person
    name = "plain"
    body_fields = [*BaseAPIViewSet.body_fields, "name"]
    listing_default_fields = [*BaseAPIViewSet.listing_default_fields, "name"]


def test_plain_viewset_shows_only_what_is_public():
    PersonFactory(name="Hélène Martin")
    PersonFactory(name="Secret brouillon", live=False)
    PersonFactory(name="Secret caché", visibility=Person.Visibility.HIDDEN)
    status, data = answer_of(PlainPeople, fields="_,name")
    assert (status, [item["name"] for item in data["items"]]) == (200, ["Hélène Martin"])


def test_plain_viewset_takes_filters_and_refuses_what_is_wrong():
    PersonFactory(name="Hélène Martin")
    assert answer_of(PlainPeople, role="coach") == (200, {"meta": {"total_count": 0}, "items": []})
    assert answer_of(PlainPeople, role="roi")[1]["parameter"] == "role"
    assert answer_of(PlainPeople, search='"')[0] == 200
    assert answer_of(PlainPeople, limit="-1")[1]["parameter"] == "limit"


def test_plain_relation_is_empty_when_its_target_is_hidden(monkeypatch):
    """A foreign key named without a serializer of its own: Wagtail alone would print a draft's title."""
    monkeypatch.setattr(
        ChallengePage, "api_fields", [APIField("promotion"), APIField("image"), APIField("team")]
    )
    monkeypatch.setattr(
        "cms.pages.challenges.models.TeamMember.api_fields", [APIField("person")], raising=False
    )
    hidden = {
        "promotion": PromotionPageFactory(title="Secret promotion", live=False),
        "team": [PersonFactory(name="Secret personne", visibility=Person.Visibility.HIDDEN)],
        "image": ImageFactory(title="Secret image", rights_expire_on=datetime.date(2020, 1, 1)),
    }
    ChallengePageFactory(title="Caché", **hidden)
    shown = {
        "promotion": PromotionPageFactory(title="Promotion 4"),
        "team": [PersonFactory(name="Hélène Martin")],
        "image": ImageFactory(title="Réunion"),
    }
    ChallengePageFactory(title="Montré", **shown)

    class PlainChallenges(BaseAPIViewSet):
        model = ChallengePage
        name = "plain"
        body_fields = [*BaseAPIViewSet.body_fields, "title"]

    _status, data = answer_of(
        PlainChallenges, fields="_,title,promotion,image,team(person(name))", order="title"
    )
    first, second = data["items"]
    assert first["promotion"] is None
    assert first["image"] is None
    assert [member["person"] for member in first["team"]] == [None]
    assert second["promotion"]["title"] == "Promotion 4"
    assert second["image"]["title"] == "Réunion"
    assert [member["person"]["name"] for member in second["team"]] == ["Hélène Martin"]


class PlainChallengePages(PagesAPIViewSet):
    """A list of one page type, by Wagtail's own viewset of pages."""

    model = ChallengePage
    name = "plain"


def test_plain_viewset_of_pages_shows_only_what_is_public():
    now = timezone.now()
    shown = ChallengePageFactory(title="Montré", stage="ongoing")
    hidden = [
        ChallengePageFactory(title="Secret brouillon", live=False),
        ChallengePageFactory(title="Secret privé", private=True),
        ChallengePageFactory(title="Secret expiré", expire_at=now - datetime.timedelta(hours=1)),
    ]
    assert [item["id"] for item in answer_of(PlainChallengePages, fields="_,id")[1]["items"]] == [shown.pk]
    assert answer_of(PlainChallengePages, fields="_,id", stage="ongoing")[1]["meta"]["total_count"] == 1
    for page in hidden:
        assert answer_of(PlainChallengePages, child_of=str(page.pk))[1]["parameter"] == "child_of"


class PlainImages(ImagesAPIViewSet):
    name = "plain"


def test_plain_viewset_of_images_shows_only_what_is_public():
    shown = ImageFactory(title="Réunion")
    expired = ImageFactory(title="Secret", rights_expire_on=datetime.date(2020, 1, 1))
    ChallengePageFactory(image=shown, social_image=expired)
    ImageFactory(title="Secret inutile")
    assert [item["title"] for item in answer_of(PlainImages, fields="_,title")[1]["items"]] == ["Réunion"]


def test_every_endpoint_of_a_plugin_is_served(api):
    for name in registry.endpoints():
        assert api(f"{name}/")["meta"] == {"total_count": 0}


def test_router_has_our_endpoints_and_those_of_the_plugins():
    names = list(make_router()._endpoints)
    assert names[:4] == ["pages", "images", "documents", "redirects"]
    assert set(names[4:]) == {"administrations", "people", "themes", "expertises", "categories"}
