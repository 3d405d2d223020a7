"""Lists: how many there are, page by page, in a constant number of queries."""

from __future__ import annotations

import pytest
from django.test import Client

from cms.pages.blog.models import BlogIndexPage
from tests.factories import (
    AdministrationFactory,
    BlogPostPageFactory,
    CategoryFactory,
    ChallengePageFactory,
    ExpertiseFactory,
    ImageFactory,
    PersonFactory,
    PressReleasePageFactory,
    PromotionPageFactory,
    ThemeFactory,
    site_tree,
)
from tests.html_reading import Html, number_of_queries, words

pytestmark = pytest.mark.django_db


def full_challenge() -> None:
    ChallengePageFactory(
        image=ImageFactory(), promotion=PromotionPageFactory(), administrations=[AdministrationFactory()]
    )


LISTS = {
    "challenges": full_challenge,
    "promotions": lambda: PromotionPageFactory(image=ImageFactory()),
    "press": PressReleasePageFactory,
    "administrations": AdministrationFactory,
    "people": lambda: PersonFactory(photo=ImageFactory()),
    "talents": lambda: ChallengePageFactory(team=[PersonFactory(photo=ImageFactory())]),
    "themes": lambda: ThemeFactory(description="<p>Le sujet.</p>"),
    "expertises": ExpertiseFactory,
    "categories": CategoryFactory,
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", LISTS)
def test_list_costs_the_same_for_three_as_for_one(name: str, language: str, client: Client) -> None:
    # What is French and has no page of its own is listed in English too, as French.
    url = getattr(site_tree(language), name).url
    LISTS[name]()
    queries = number_of_queries(client, url)
    for _ in range(2):
        LISTS[name]()
    assert number_of_queries(client, url) == queries


def test_list_says_how_many_there_are_in_words(client: Client) -> None:
    tree = site_tree("en")
    BlogPostPageFactory(locale=tree.locale)
    assert words(Html(client.get(tree.blog.url)).main.select_one(".list-count")) == "1 post"
    BlogPostPageFactory(locale=tree.locale)
    assert words(Html(client.get(tree.blog.url)).main.select_one(".list-count")) == "2 posts"


def test_list_goes_on_on_a_second_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BlogIndexPage, "page_size", 2)
    tree = site_tree("en")
    for number in range(1, 4):
        BlogPostPageFactory(locale=tree.locale, title=f"Article {number}")
    first, second = Html(client.get(tree.blog.url)), Html(client.get(f"{tree.blog.url}?page=2"))
    assert (first.headings(2), second.headings(2)) == (["Article 3", "Article 2"], ["Article 1"])
    assert [link["href"] for link in first.main.select("a[rel=next]")] == ["?page=2"]
    assert [link["href"] for link in second.main.select("a[rel=prev]")] == ["?page=1"]
    assert words(second.soup.title).startswith("Blog – page 2 – ")


@pytest.mark.parametrize("nonsense", ["0", "-1", "999", "abc", ""])
def test_list_answers_a_page_that_does_not_exist(client: Client, nonsense: str) -> None:
    tree = site_tree("en")
    BlogPostPageFactory(locale=tree.locale, title="Le seul article")
    html = Html(client.get(tree.blog.url, {"page": nonsense}))
    assert html.headings(2) == ["Le seul article"]


def test_list_says_that_nothing_is_there(client: Client) -> None:
    tree = site_tree("en")
    said = {name: Html(client.get(getattr(tree, name).url)).main.select_one(".empty-state") for name in LISTS}
    assert {name: words(text) for name, text in said.items()} == {
        "challenges": "No challenge is published yet.",
        "promotions": "No cohort is published yet.",
        "press": "No press release is published yet.",
        "administrations": "No public body is listed yet.",
        "people": "Nobody is listed here yet.",
        "talents": "Nobody is listed here yet.",
        "themes": "There is nothing here yet.",
        "expertises": "There is nothing here yet.",
        "categories": "There is nothing here yet.",
    }


def test_lists_are_in_alphabetical_order_whatever_the_accents(client: Client) -> None:
    for name in ("Zone", "École", "direction"):
        AdministrationFactory(name=name)
        PersonFactory(name=name)
    tree = site_tree()
    administrations = Html(client.get(tree.administrations.url))
    assert administrations.links(administrations.main.select_one(".link-list")) == [
        "direction",
        "École",
        "Zone",
    ]
    assert Html(client.get(tree.people.url)).headings(2) == ["direction", "École", "Zone"]
