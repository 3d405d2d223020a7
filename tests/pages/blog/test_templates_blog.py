from __future__ import annotations

import json

import pytest
from django.test import Client

from tests.factories import (
    BlogPostPageFactory,
    CategoryFactory,
    ImageFactory,
    PersonFactory,
    TestimonialPageFactory,
    paris,
    site_tree,
)
from tests.html_reading import Html, number_of_queries, words

pytestmark = pytest.mark.django_db


def english(**fields):
    return BlogPostPageFactory(locale=site_tree("en").locale, **fields)


def test_post_names_its_authors_and_categories_and_each_lists_the_post(client: Client) -> None:
    author, category = PersonFactory(name="Aïcha Benoît"), CategoryFactory(title="Coulisses")
    post = english(title="Une rentrée réussie", authors=[author], categories=[category])
    html = Html(client.get(post.url))
    assert (html.fact("By"), html.fact("Category")) == ("Aïcha Benoît", "Coulisses")
    person = Html(client.get(author.get_url(language="en")))
    assert person.links(person.section("Posts they wrote")) == ["Une rentrée réussie"]
    topic = Html(client.get(category.get_url(language="en")))
    assert topic.links(topic.section("Posts")) == ["Une rentrée réussie"]


def test_post_shows_authors_as_written_where_that_was_given(client: Client) -> None:
    post = english(authors=[PersonFactory(name="Aïcha Benoît")], author_label="L'équipe du programme")
    assert Html(client.get(post.url)).fact("By") == "L'équipe du programme"


def test_post_shows_related_posts_in_order_without_drafts(client: Client) -> None:
    draft = english(title="Pas encore publié", live=False)
    second, first = english(title="Deuxième"), english(title="Premier")
    html = Html(client.get(english(related_posts=[first, draft, second]).url))
    assert html.links(html.section("Read also")) == ["Premier", "Deuxième"]
    assert "Pas encore publié" not in html.source


def test_post_leads_to_the_posts_before_and_after_by_date(client: Client) -> None:
    first = english(title="Janvier", date=paris(2024, 1, 5))
    last = english(title="Mars", date=paris(2024, 3, 5))
    english(title="Secret", date=paris(2024, 2, 20), live=False)
    middle = english(title="Février", date=paris(2024, 2, 5))

    def neighbours(post) -> dict[str, str]:
        html = Html(client.get(post.url))
        return {link["rel"][0]: words(link) for link in html.main.select(".neighbours a")}

    assert neighbours(middle) == {"prev": "Janvier", "next": "Mars"}
    assert neighbours(first) == {"next": "Février"}
    assert neighbours(last) == {"prev": "Février"}


def test_posts_of_the_same_minute_follow_each_other_without_a_loop(client: Client) -> None:
    one, two = english(title="Un"), english(title="Deux")
    first, second = Html(client.get(one.url)), Html(client.get(two.url))
    assert first.links(first.main.select_one(".neighbours")) == ["Deux"]
    assert second.links(second.main.select_one(".neighbours")) == ["Un"]


def test_blog_lists_posts_and_testimonials_that_stand_in_it_by_date(client: Client) -> None:
    blog = site_tree().blog
    BlogPostPageFactory(title="Ancien", date=paris(2020, 1, 1))
    TestimonialPageFactory(title="Témoignage", parent=blog, date=paris(2021, 1, 1))
    BlogPostPageFactory(title="Récent", date=paris(2022, 1, 1))
    assert Html(client.get(blog.url)).headings(2) == ["Récent", "Témoignage", "Ancien"]


def test_blog_leads_to_its_categories_in_alphabetical_order(client: Client) -> None:
    for title in ("Zone", "Écologie", "design"):
        CategoryFactory(title=title)
    html = Html(client.get(site_tree("en").blog.url))
    assert html.links(html.main.nav) == ["design", "Écologie", "Zone"]


def test_blog_costs_the_same_for_three_posts_as_for_one(client: Client) -> None:
    blog = site_tree().blog
    BlogPostPageFactory(image=ImageFactory())
    queries = number_of_queries(client, blog.url)
    for _ in range(2):
        BlogPostPageFactory(image=ImageFactory())
    assert number_of_queries(client, blog.url) == queries


def test_post_tells_search_engines_of_an_article_and_names_no_author(client: Client) -> None:
    author = PersonFactory(name="Aïcha Benoît")
    post = BlogPostPageFactory(title="Une <b>rentrée</b>", authors=[author], date=paris(2024, 3, 15))
    scripts = Html(client.get(post.url)).soup.find_all("script", type="application/ld+json")
    article, breadcrumb = (json.loads(script.string) for script in scripts)
    assert (article["@type"], article["headline"], article["datePublished"], article["inLanguage"]) == (
        "Article",
        "Une <b>rentrée</b>",
        "2024-03-15T09:00:00+01:00",
        "fr",
    )
    assert "Aïcha" not in json.dumps(article, ensure_ascii=False)
    assert [step["name"] for step in breadcrumb["itemListElement"]][1:] == [
        site_tree().blog.title,
        "Une <b>rentrée</b>",
    ]
