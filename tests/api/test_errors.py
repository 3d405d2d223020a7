"""Whatever is asked, the answer is JSON and the fault is named."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from tests.factories import ChallengePageFactory, ImageFactory, PersonFactory, site_tree

pytestmark = pytest.mark.django_db

LISTS = ["pages", "images", "documents", "redirects", "administrations", "people", "themes", "categories"]

# Query, and the parameter the answer names.
HOSTILE = [
    ("limit=-1", "limit"),
    ("limit=", "limit"),
    ("limit=abc", "limit"),
    ("limit=1e9", "limit"),
    ("limit=101", "limit"),
    ("limit=٣", "limit"),
    ("limit=1_0", "limit"),
    ("offset=-1", "offset"),
    ("offset=99999999999999999999", "offset"),
    ("offset=1.5", "offset"),
    ("fields=((", "fields"),
    ("fields=" + "title(" * 2000, "fields"),
    ("fields=title,", "fields"),
    ("fields=title title", "fields"),
    ("fields=nonsense", "fields"),
    ("fields=-", "fields"),
    ("fields=*,title", "fields"),
    ("fields=title(id)", "fields"),
    ("fields=😀", "fields"),
    ("order=nonsense", "order"),
    ("order=--title", "order"),
    ("order=title,random", "order"),
    ("order=random&offset=1", "order"),
    ("order=locale", "order"),
    ("id=99999999999999999999", "id"),
    ("id=abc", "id"),
    ("id=-1", "id"),
    ("id=1%00", "id"),
    ("format=api", "format"),
    ("format=xml", "format"),
    ("rich_text_format=", "rich_text_format"),
    ("rich_text_format=db_html", "rich_text_format"),
    ("rich_text_format=nonsense", "rich_text_format"),
    ("nonsense=1", "nonsense"),
    ("%00=1", "\x00"),
    ("limit=1&limit=2", "limit"),
    ("fields=title&fields=id", "fields"),
]
HOSTILE_TO_PAGES = [
    ("type=nonsense", "type"),
    ("type=wagtailcore.Page,nonsense", "type"),
    ("type=accounts.User", "type"),
    ("type=core.ContentPage", "type"),
    ("type=a.b.c", "type"),
    ("type=,", "type"),
    ("locale=zz", "locale"),
    ("locale=", "locale"),
    ("locale=fr,en", "locale"),
    ("site=nowhere.example", "site"),
    ("site=localhost:abc", "site"),
    ("site=localhost:99999999999999999999", "site"),
    ("child_of=99999999", "child_of"),
    ("child_of=99999999999999999999", "child_of"),
    ("child_of=abc", "child_of"),
    ("child_of=", "child_of"),
    ("descendant_of=-1", "descendant_of"),
    ("descendant_of=root&child_of=root", "descendant_of"),
    ("ancestor_of=root", "ancestor_of"),
    ("translation_of=1e3", "translation_of"),
    ("search_operator=xor&search=forêt", "search_operator"),
    ("search=" + "mot+" * 40, "search"),
    ("search=%00", "search"),
    ("show_in_menus=maybe", "show_in_menus"),
    ("first_published_at=hier", "first_published_at"),
    ("first_published_at=0001-01-01T00:00:00%2B14:00", "first_published_at"),
    ("first_published_at=2024-13-45", "first_published_at"),
    ("alias_of=99999999999999999999", "alias_of"),
    ("stage=nonsense", "stage"),
    ("stage=", "stage"),
    ("year=24", "year"),
    ("year=99999999999999999999", "year"),
    ("open=maybe", "open"),
    ("theme=nonsense", "theme"),
    ("theme=,", "theme"),
    ("theme=99999999999999999999", "theme"),
    ("theme=00000000-0000-0000-0000-000000000000", "theme"),
    ("theme=" + "a," * 60, "theme"),
    ("promotion='; drop table people_person; --", "promotion"),
    ("type=challenges.ChallengePage&uuid=nonsense", "uuid"),
    ("type=challenges.ChallengePage&duration_months=99999999999999999999", "duration_months"),
    ("type=challenges.ChallengePage&image=99999999999999999999", "image"),
    ("type=challenges.ChallengePage&body=x", "body"),
    ("type=challenges.ChallengePage&order=promotion", "order"),
    ("type=challenges.ChallengePage&order=tags", "order"),
    ("type=challenges.ChallengePage&fields=image(title)", "fields"),
    ("type=challenges.ChallengePage&fields=team(person)", "fields"),
    ("type=challenges.ChallengePage&fields=themes(nonsense)", "fields"),
    ("type=blog.BlogPostPage&stage=ongoing", "stage"),
    ("year=2024&type=standard.StandardPage,challenges.ChallengePage", "year"),
]


def refused(query: str, path: str) -> dict:
    response = Client(raise_request_exception=False).get(f"/api/v2/{path}?{query}")
    assert (response.status_code, response["Content-Type"]) == (400, "application/json"), response.content
    return response.json()


def named_parameters(path: str, queries: list[tuple[str, str]]) -> dict[str, str]:
    """The parameter that the answer to each query names."""
    found = {}
    for query, _parameter in queries:
        answer = refused(query, path)
        found[query] = (
            answer["parameter"] if answer["message"].startswith(f"{answer['parameter']}: ") else answer
        )
    return found


@pytest.mark.parametrize("name", LISTS)
def test_list_names_the_parameter_when_its_value_is_wrong(name):
    assert named_parameters(f"{name}/", HOSTILE) == dict(HOSTILE)


def test_pages_name_the_parameter_when_its_value_is_wrong():
    site_tree()
    assert named_parameters("pages/", HOSTILE_TO_PAGES) == dict(HOSTILE_TO_PAGES)


@pytest.mark.parametrize(
    ("query", "allowed"),
    [
        ("limit=101", "must be a whole number from 0 to 100."),
        ("locale=zz", "must be one of fr, en."),
        ("stage=nonsense", "“nonsense” is not one of upcoming, ongoing, completed, sustained, stopped."),
        ("open=maybe", "give true or false."),
        ("rich_text_format=db_html", "must be one of html, markdown."),
        ("search_operator=xor", "must be and, or or."),
        ("theme=nonsense", "nothing published has the id, UUID or slug “nonsense”."),
        ("type=blog.BlogPostPage&stage=ongoing", "does not filter blog.BlogPostPage."
         " It filters type=challenges.ChallengePage."),
    ],
)  # fmt: skip
def test_message_tells_what_is_allowed_when_a_value_is_wrong(query, allowed):
    assert refused(query, "pages/")["message"].endswith(allowed)


@pytest.mark.parametrize("name", LISTS)
def test_detail_is_not_found_when_no_object_has_the_id(api, name):
    for key in ["999999999", "99999999999999999999", "0"]:
        assert api(f"{name}/{key}/", status=404) == {
            "message": "Nothing is published at this address.",
            "code": "not_found",
        }


def test_detail_names_the_parameter_when_it_is_not_for_one_object():
    queries = [
        ("limit=5", "limit"),
        ("search=forêt", "search"),
        ("order=title", "order"),
        ("nonsense=1", "nonsense"),
        ("fields=nonsense", "fields"),
        ("locale=zz", "locale"),
    ]
    challenge = ChallengePageFactory()
    assert named_parameters(f"pages/{challenge.pk}/", queries) == dict(queries)


def test_find_names_the_parameter_when_its_value_is_wrong():
    queries = [
        ("id=abc", "id"),
        ("id=99999999999999999999", "id"),
        ("nonsense=1", "nonsense"),
        ("html_path=/&html_path=/", "html_path"),
    ]
    assert named_parameters("pages/find/", queries) == dict(queries)


def test_find_is_not_found_when_nothing_is_there(api):
    site_tree()
    for name in ["pages", "redirects"]:
        for query in [
            {},
            {"id": 999999},
            {"html_path": "/nulle-part/"},
            {"html_path": "/😀/%%/"},
            {"html_path": "http://["},
        ]:
            assert api(f"{name}/find/", status=404, **query)["code"] == "not_found"


@pytest.mark.parametrize(
    "path",
    [
        "/api/", "/api/nonsense", "/api/v2/", "/api/v2/nonsense/", "/api/v2/pages/abc/", "/api/v2/pages/-1/",
        "/api/v2/pages/1/2/", "/api/v3/pages/", "/api/v2/press-contacts/", "/api/v2/key-figures/",
        "/api/../admin", "/api/v2/pages/%00/", "/api/v2/pages/😀/", "/api/en/", "/api/v2/index.html",
    ],
)  # fmt: skip
def test_unknown_address_is_a_404_in_json(path):
    response = Client(raise_request_exception=False).get(path, headers={"accept": "text/html"})
    assert (response.status_code, response["Content-Type"]) == (404, "application/json")
    assert response.json()["code"] == "not_found"


def test_unknown_address_is_a_404_even_when_an_editor_redirects_it(api):
    Redirect.add_redirect("/api/v2/nonsense", "/programme/")
    assert api("nonsense/", status=404)["code"] == "not_found"


def test_address_without_its_last_slash_is_answered_without_a_detour(api):
    challenge = ChallengePageFactory(title="Open Chronos")
    assert api(f"pages/{challenge.pk}")["title"] == "Open Chronos"
    assert api("pages", type="challenges.ChallengePage")["meta"]["total_count"] == 1


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["/api/v2/pages/", "/api/v2/pages/1/", "/api/v2/people/find/"])
def test_writing_is_refused_in_json(method, path):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    response = getattr(client, method)(path, data="{", content_type="application/json")
    assert (response.status_code, response["Content-Type"]) == (405, "application/json")
    assert response.json()["code"] == "method_not_allowed"
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_writing_to_an_unknown_address_is_a_404_in_json():
    response = Client(enforce_csrf_checks=True).post("/api/v2/nonsense/", {"a": "b"})
    assert (response.status_code, response["Content-Type"]) == (404, "application/json")


def test_head_answers_as_get_without_a_body():
    response = Client().head("/api/v2/pages/")
    assert (response.status_code, response.content) == (200, b"")


def test_options_names_the_methods():
    response = Client().options("/api/v2/pages/")
    assert response.json() == {"methods": ["GET", "HEAD", "OPTIONS"]}


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "application/json; indent=4", "nonsense"])
def test_answer_is_compact_json_whatever_is_accepted(accept):
    response = Client().get("/api/v2/themes/", headers={"accept": accept})
    assert response["Content-Type"] == "application/json"
    assert response.content == b'{"meta":{"total_count":0},"items":[]}'


@pytest.mark.parametrize("authorization", ["Basic nonsense", "Bearer nonsense", "Token x"])
def test_credentials_change_nothing(authorization):
    response = Client().get("/api/v2/themes/", headers={"authorization": authorization})
    assert response.status_code == 200


def test_search_takes_any_sign(api):
    ChallengePageFactory(title="Suivi de la forêt")
    ImageFactory(title="Forêt")
    PersonFactory(name="Hélène Forêt")
    signs = ['"', "'", "''", '"forêt', "forêt'", "%", "100 % vrai", "😀", "OR", "NOT forêt", "a*", "(", "--"]
    for words in [*signs, "\\", "title:x", "~{}^", "forêt AND", "{title} : x"]:
        for name in ["pages", "images", "documents", "people"]:
            api(f"{name}/", search=words)
            api(f"{name}/", search=words, order="id", search_operator="or")


def test_redirects_have_no_search(api):
    assert api("redirects/", status=400, search="x")["parameter"] == "search"
