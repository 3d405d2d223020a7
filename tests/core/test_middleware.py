"""Public answers that a cache may keep for everybody."""

import pytest
from django.test import Client

from tests.factories import (
    AdministrationFactory,
    BlogPostPageFactory,
    ChallengePageFactory,
    PersonFactory,
    PressReleasePageFactory,
    PromotionPageFactory,
    StandardPageFactory,
    TestimonialPageFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

PAGES = {
    "challenge": ChallengePageFactory,
    "promotion": PromotionPageFactory,
    "post": BlogPostPageFactory,
    "release": PressReleasePageFactory,
    "testimonial": TestimonialPageFactory,
    "standard": StandardPageFactory,
    "person": PersonFactory,
    "administration": AdministrationFactory,
    "theme": ThemeFactory,
}
INDEXES = ["home", "challenges", "promotions", "blog", "press", "testimonials", "administrations", "people"]
INDEXES += ["talents", "agents", "team", "themes", "expertises", "categories"]


def assert_fit_for_a_shared_cache(response) -> None:
    assert response.status_code == 200
    assert dict(response.cookies) == {}
    assert "csrfmiddlewaretoken" not in response.content.decode()
    vary = {name.strip().lower() for name in response.headers.get("Vary", "").split(",")} - {""}
    assert vary & {"cookie", "accept-language"} == set()


@pytest.mark.parametrize("kind", PAGES)
def test_public_page_knows_no_session_no_cookie_and_no_token(kind, fr):
    address = PAGES[kind]().url
    assert_fit_for_a_shared_cache(Client(enforce_csrf_checks=True).get(address))


@pytest.mark.parametrize("name", INDEXES)
def test_home_and_index_pages_know_no_session_either(name, fr, en):
    for tree in (fr, en):
        assert_fit_for_a_shared_cache(Client().get(getattr(tree, name).url))


@pytest.mark.parametrize(("address", "language"), [("/defis/", "fr"), ("/en/challenges/", "en")])
@pytest.mark.parametrize("wanted", ["en-GB,en;q=0.9", "fr", "de", "*"])
def test_language_follows_the_address_whatever_the_browser_wants(address, language, wanted, fr, en, client):
    response = client.get(address, headers={"accept-language": wanted})
    assert response.status_code == 200
    assert response.headers["Content-Language"] == language
    assert f'<html lang="{language}"' in response.content.decode()
    assert response.content == client.get(address).content


def test_missing_page_stays_missing_in_every_language(fr, en, client):
    for address in ("/nulle-part/", "/en/nowhere/", "/defis/nulle-part/"):
        response = client.get(address, headers={"accept-language": "en"})
        assert response.status_code == 404
        assert "Accept-Language" not in response.headers.get("Vary", "")


def test_missing_address_of_the_api_is_no_redirect(fr, client):
    response = client.get("/api/v2/nulle-part/", headers={"accept-language": "en"})
    assert response.status_code == 404
    assert response.headers["Content-Type"].startswith("application/json")
    assert "Accept-Language" not in response.headers.get("Vary", "")


def test_vary_of_a_view_is_kept(fr, rf):
    from django.http import HttpResponse
    from django.utils.cache import patch_vary_headers

    from cms.core.middleware import SiteLocaleMiddleware

    def view(request):
        response = HttpResponse("Bonjour")
        patch_vary_headers(response, ["Accept-Encoding"])
        return response

    response = SiteLocaleMiddleware(view)(rf.get("/defis/", headers={"accept-language": "en"}))
    assert response.headers["Vary"] == "Accept-Encoding"
