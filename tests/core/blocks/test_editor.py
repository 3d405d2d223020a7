"""The blocks in the admin: the page editor and the translator's screen."""

from __future__ import annotations

import html
import json

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail_localize.models import Translation, TranslationSource

from cms.core.rich_text import MARKED_LANGUAGES


@pytest.fixture
def full_page(content, full_values):
    content.page.body = [
        {"type": name, "value": value, "id": f"00000000-0000-4000-8000-{number:012}"}
        for number, (name, value) in enumerate(full_values.items())
    ]
    content.page.save_revision().publish()
    return type(content.page).objects.get(pk=content.page.pk)


def test_page_editor_opens_with_every_block(admin_client, full_page):
    response = admin_client.get(reverse("wagtailadmin_pages:edit", args=[full_page.pk]))

    page = response.content.decode()
    assert response.status_code == 200
    assert [f"LANG_{code.upper()}" in page for code in MARKED_LANGUAGES] == [True] * len(MARKED_LANGUAGES)


def test_page_editor_opens_with_what_deletions_left_behind(admin_client, content, worst_values):
    content.page.body = [
        {"type": name, "value": value, "id": str(number)}
        for number, (name, value) in enumerate(worst_values.items())
    ]
    content.page.save_revision()

    assert admin_client.get(reverse("wagtailadmin_pages:edit", args=[content.page.pk])).status_code == 200


def test_new_page_editor_offers_every_block_with_its_explanation(admin_client, content, body_block):
    response = admin_client.get(
        reverse("wagtailadmin_pages:add", args=["standard", "standardpage", content.home.pk])
    )

    # The definitions of blocks are JSON inside an attribute.
    page = html.unescape(response.content.decode())
    offered = [block for name, block in body_block.child_blocks.items() if name != "unknown"]
    with translation.override("fr"):
        words = [str(words) for block in offered for words in (block.label, block.meta.description)]
    assert [one for one in words if json.dumps(one)[1:-1] not in page] == []


def test_translator_sees_and_saves_every_block(admin_client, content, full_page):
    content.home.copy_for_translation(content.english)
    source, _ = TranslationSource.update_or_create_from_instance(full_page)
    submitted = Translation.objects.create(source=source, target_locale=content.english)
    submitted.save_target(publish=False)
    target = submitted.get_target_instance()

    response = admin_client.get(reverse("wagtailadmin_pages:edit", args=[target.pk]))

    assert response.status_code == 200
    assert "Comment candidater" in response.content.decode()
    assert [child.block_type for child in target.body] == [child.block_type for child in full_page.body]
