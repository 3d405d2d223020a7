"""The sample content: every type, every block, nothing the editor would refuse."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, get_page_models

from cms.core.fields import UNKNOWN
from cms.core.visibility import visible_pages
from cms.pages.standard.models import StandardPage
from cms.plugins.registry import registry

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker):
    """Loaded once; every test reads it inside a transaction of its own."""
    from django.db import transaction

    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        call_command("setup_site", verbosity=0)
        call_command("load_sample_content", verbosity=0)
        yield
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)


def test_sample_has_a_page_of_every_type(sample) -> None:
    ours = {model for model in get_page_models() if registry.plugin_of(model)}
    assert {type(page) for page in Page.objects.specific() if registry.plugin_of(page)} == ours


def test_sample_has_every_block(sample) -> None:
    body = StandardPage.objects.get(slug="programme").body
    kinds = set(StandardPage._meta.get_field("body").stream_block.child_blocks) - {UNKNOWN}
    assert {child.block_type for child in body} == kinds


def test_sample_bodies_are_what_the_editor_accepts(sample) -> None:
    for page in Page.objects.specific():
        if hasattr(page, "body"):
            page.body.stream_block.clean(page.body)


def test_sample_page_answers_at_every_visible_address(sample, client) -> None:
    answers = {page.url: client.get(page.url).status_code for page in visible_pages() if page.depth > 1}
    assert set(answers.values()) == {200}
    assert len(answers) > 40


def test_embargoed_release_and_draft_are_not_shown(sample, client) -> None:
    assert client.get("/espace-presse/les-laureats-de-la-troisieme-promotion/").status_code == 404
    assert client.get("/blog/ce-que-nous-avons-appris/").status_code == 404


def test_english_pages_hold_no_french_title(sample, client) -> None:
    page = client.get("/en/challenges/clear-water/").content.decode()
    assert "Clear water" in page
    assert "The field notebook" in page
    assert "Le carnet de terrain" not in page


def test_loading_twice_is_refused_with_a_sentence(sample) -> None:
    with pytest.raises(CommandError, match="has challenges already"):
        call_command("load_sample_content")
