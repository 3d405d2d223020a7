"""A body loses nothing: blocks of a plugin that is not installed stay, word for word."""

from __future__ import annotations

import json
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from wagtail.admin.telepath import JSContext
from wagtail.blocks import CharBlock, StreamValue
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.core.fields import UNKNOWN, BodyField
from cms.pages.challenges.models import ChallengePage
from cms.plugins.registry import Registry, registry
from tests.core.conftest import edit_address, publish_translation, reread, submit, translate_all
from tests.factories import ChallengePageFactory

pytestmark = pytest.mark.django_db

POLL = {
    "type": "poll",
    "value": {"question": "Et après ?", "answers": [{"text": "L'été", "votes": 3}], "open": None},
    "id": str(uuid.uuid4()),
}
TEXT = {"type": "rich_text", "value": "<p>Une forêt ouverte.</p>", "id": str(uuid.uuid4())}


@pytest.fixture
def page(fr, en):
    return ChallengePageFactory(title="Forêt ouverte", body=[TEXT, POLL])


@pytest.fixture
def plugins_blocks(monkeypatch):
    """Lets the plugins of this process offer other blocks, as after a restart."""
    field = ChallengePage._meta.get_field("body")

    def offer(*blocks) -> None:
        monkeypatch.setattr(Registry, "blocks", lambda self: tuple(blocks))
        field.__dict__.pop("stream_block", None)

    yield offer
    monkeypatch.undo()
    field.__dict__.pop("stream_block", None)


def stored(page) -> list[dict]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM challenges_challengepage WHERE page_ptr_id = %s", [page.pk])
        (body,) = cursor.fetchone()
    return json.loads(body) if isinstance(body, str) else body


@pytest.mark.sqlite
def test_unknown_block_is_written_back_word_for_word(page):
    page = reread(page)
    assert [child.block_type for child in page.body] == ["rich_text", UNKNOWN]
    page.title = "Forêt"
    page.save()
    assert stored(page) == [TEXT, POLL]


def test_unknown_block_stays_when_the_body_around_it_changes(page):
    page = reread(page)
    page.body.append(("heading", {"level": "h2", "text": "La suite", "kicker": ""}))
    page.save()
    assert [block["type"] for block in stored(page)] == ["rich_text", "poll", "heading"]
    assert stored(page)[1] == POLL


def test_other_keys_of_an_unknown_block_stay_too(fr):
    newer = {**POLL, "settings": {"colour": "vert"}}
    page = reread(ChallengePageFactory(body=[newer]))
    page.save()
    assert stored(page) == [newer]


def test_unknown_block_stays_in_revisions_and_when_one_is_restored(page):
    page = reread(page)
    page.save_revision()
    page.body = []
    page.save_revision().publish()
    assert stored(page) == []
    page.revisions.order_by("created_at").first().as_object().save_revision().publish()
    assert stored(page) == [TEXT, POLL]


def test_unknown_block_stays_in_copies_and_aliases(page, fr):
    copy = page.copy(update_attrs={"slug": "copie"})
    alias = page.create_alias(parent=fr.challenges, update_slug="alias")
    page.save_revision().publish()
    assert [stored(copy), stored(alias)] == [[TEXT, POLL], [TEXT, POLL]]


def test_unknown_block_stays_in_translations(page, translator, django_capture_on_commit_callbacks):
    english = submit(translator, page)
    translate_all(page)
    english = publish_translation(translator, english, django_capture_on_commit_callbacks)
    assert stored(english) == [{**TEXT, "value": "<p>EN Une forêt ouverte.</p>"}, POLL]


def form_of(client, page) -> dict:
    """What a browser would send back from the page's editor, without a change in the body."""
    form = client.get(edit_address(page)).context["form"]
    blocks = form.instance.body.stream_block.get_form_state(form.instance.body)
    data = {"title": page.title, "slug": page.slug, "summary": "null", "comments": {}}
    for formset in form.formsets.values():
        data |= {
            f"{formset.prefix}-{name}": "0"
            for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
        }
    sent = streamfield([(block["type"], block["value"]) for block in blocks])
    for place, block in enumerate(blocks):
        sent[f"{place}-id"] = block["id"]
    return nested_form_data({**data, "body": sent, "action-publish": "1"})


def test_unknown_block_goes_through_the_editor_unchanged(page, administrator):
    response = administrator.post(edit_address(page), form_of(administrator, page))
    assert response.status_code == 302, response.context["form"].errors
    assert stored(page)[1] == POLL


def test_editor_shows_unknown_blocks_read_only_and_offers_none(page, administrator):
    assert administrator.get(edit_address(page)).status_code == 200
    block = ChallengePage._meta.get_field("body").stream_block
    packed = json.dumps(JSContext().pack(block))
    assert '"unknown": {"max_num": 0}' in packed
    assert "readonly" in str(block.child_blocks[UNKNOWN].field.widget.attrs)


def test_spoilt_unknown_block_is_refused(page):
    block = ChallengePage._meta.get_field("body").stream_block
    unknown = block.child_blocks[UNKNOWN]
    for sent in ("{", "[]", '{"value": 1}', ""):
        with pytest.raises(ValidationError):
            block.clean(StreamValue(block, [(UNKNOWN, unknown.value_from_form(sent))]))


def test_known_block_cannot_be_sent_unchecked_as_an_unknown_one(page):
    block = ChallengePage._meta.get_field("body").stream_block
    disguised = {"type": "heading", "value": {"level": "h9", "text": "", "kicker": ""}}
    with pytest.raises(ValidationError):
        block.clean(StreamValue(block, [(UNKNOWN, disguised)]))
    cleaned = block.clean(StreamValue(block, [(UNKNOWN, {"type": "rich_text", "value": "<p>Bonjour</p>"})]))
    assert [child.block_type for child in cleaned] == ["rich_text"]
    assert isinstance(cleaned[0].value, RichText)


def test_unknown_block_is_neither_shown_sent_nor_searched(page, client):
    page = reread(page)
    assert "Et après" not in client.get(page.url).content.decode()
    assert "Une forêt ouverte." in client.get(page.url).content.decode()
    block = page.body.stream_block
    assert [child["type"] for child in block.get_api_representation(page.body)] == ["rich_text"]
    assert "Et après" not in str(ChallengePage._meta.get_field("body").get_searchable_content(page.body))
    assert list(block.extract_references(page.body)) == []


def test_block_is_known_again_when_its_plugin_is_back(page, plugins_blocks):
    plugins_blocks(("poll", CharBlock()))
    page.body = [{**POLL, "value": "Et après ?"}]
    page.save()
    plugins_blocks()
    page = reread(page)
    assert [child.block_type for child in page.body] == [UNKNOWN]
    page.save()
    plugins_blocks(("poll", CharBlock()))
    assert [(child.block_type, child.value) for child in reread(page).body] == [("poll", "Et après ?")]


def test_quotation_stays_when_the_plugin_of_testimonials_goes(fr, plugins_blocks, client):
    quote = {"type": "quote", "value": {"text": "<p>Un succès.</p>", "person": None}, "id": str(uuid.uuid4())}
    page = ChallengePageFactory(body=[quote])
    plugins_blocks()
    page = reread(page)
    page.save_revision().publish()
    assert stored(page) == [quote]
    assert client.get(page.url).status_code == 200


def test_comparison_of_revisions_with_unknown_blocks_opens(page, administrator):
    old = page.save_revision()
    page.body = [TEXT]
    new = page.save_revision()
    address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, old.pk, new.pk])
    assert administrator.get(address).status_code == 200


def test_migrations_know_no_block():
    _name, path, args, kwargs = ChallengePage._meta.get_field("body").deconstruct()
    assert (path, args, kwargs["block_lookup"]) == ("cms.core.fields.BodyField", [[]], {})


def test_blocks_are_not_there_before_the_plugins_are(monkeypatch):
    monkeypatch.setattr(Registry, "ready", False)
    with pytest.raises(RuntimeError, match="once all apps are loaded"):
        BodyField(blank=True).to_python([])
    assert registry.ready is False


@pytest.mark.parametrize("value", [None, "", [], "[]", "null"])
def test_empty_bodies_of_all_kinds_are_read(value):
    assert list(ChallengePage(body=value).body) == []


def test_text_that_is_no_stream_is_kept_as_raw_text():
    assert ChallengePage(body="<p>Ancien texte</p>").body.raw_text == "<p>Ancien texte</p>"
