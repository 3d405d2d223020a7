from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.core.blocks import LinkBlock
from cms.core.blocks.contact import dialled
from cms.core.links import safe_url


@pytest.mark.parametrize(
    "url",
    [
        "https://exemple.fr/défi?a=1&b=2#x",
        "http://exemple.fr",
        "mailto:lea@exemple.fr",
        "tel:+33123456789",
        "/promos/",
        "#dates",
        "?page=2",
        "dossier/page.html",
    ],
)
def test_safe_url_keeps_addresses_a_reader_may_follow(url):
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        "file:///etc/passwd",
        "//exemple.fr/vol",
        "/\\exemple.fr",
        "https:///chemin",
        "https://exemple.fr/a b",
        'https://exemple.fr/"onclick="x',
        "javascript&colon;alert(1):",
        "https://[",
        "",
        None,
        12,
    ],
)
def test_safe_url_gives_nothing_for_what_may_not_stand_in_a_link(url):
    assert safe_url(url) == ""


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//exemple.fr", "ftp://exemple.fr"])
def test_editor_refuses_an_unsafe_address(body_block, url):
    block = body_block.child_blocks["embed"].child_blocks["url"]

    with pytest.raises(ValidationError) as refused:
        block.clean(url)

    assert refused.value.error_list[0].code == "unsafe_url"


def clean_link(**parts):
    block = LinkBlock()
    return block.clean(block.to_python({"page": None, "document": None, "url": "", "anchor": "", **parts}))


def test_link_is_refused_when_nothing_is_chosen(db):
    with pytest.raises(StructBlockValidationError) as refused:
        clean_link()

    assert set(refused.value.block_errors) == {"page"}


def test_link_is_refused_when_two_targets_are_given(content):
    with pytest.raises(StructBlockValidationError) as refused:
        clean_link(page=content.page.pk, url="https://exemple.fr")

    assert set(refused.value.block_errors) == {"url"}


def test_link_may_be_an_anchor_alone(db):
    assert clean_link(anchor="dates").target.href == "#dates"


def test_draft_may_be_saved_with_a_link_to_nothing(db):
    block = LinkBlock()
    block.defer_required_validation()

    assert block.clean(block.to_python({}))["page"] is None


def test_link_to_page_shows_title_and_anchor(render, content):
    html = render("link", {"label": "", "link": {"page": content.page.pk, "anchor": "#dates"}})

    assert '<a href="/programme/#dates">Le programme «\u202fEIG\u202f»</a>' in html


def expire(page):
    page.expire_at = timezone.now() - datetime.timedelta(minutes=1)
    page.save()
    return page


@pytest.mark.parametrize("hidden", ["draft", "private", "expired", "missing"])
def test_link_is_bare_text_when_its_page_is_not_public(render, represent, content, hidden):
    page_id = {
        "draft": lambda: content.draft.pk,
        "private": lambda: content.private.pk,
        "expired": lambda: expire(content.page).pk,
        "missing": lambda: 987654,
    }[hidden]()
    value = {"label": "En savoir plus", "link": {"page": page_id, "url": "", "anchor": "dates"}}

    assert render("link", value).strip() == '<p class="link-line">En savoir plus</p>'
    answer = represent("link", value)
    assert (answer["label"], answer["link"]["page"], answer["link"]["href"]) == ("En savoir plus", None, None)


def test_link_never_names_a_hidden_page_by_its_title(render, represent, content):
    value = {"label": "", "link": {"page": content.draft.pk}}

    assert "secret" not in render("link", value) + str(represent("link", value))


def test_link_to_page_answers_with_what_is_needed_to_follow_it(represent, content):
    answer = represent("link", {"label": "Lire", "link": {"page": content.page.pk}})

    assert answer == {
        "label": "Lire",
        "link": {
            "page": {
                "id": content.page.pk,
                "title": "Le programme « EIG »",
                "url": "/programme/",
                "type": "standard.StandardPage",
                "language": "fr",
            },
            "document": None,
            "url": "",
            "anchor": "",
            "href": "/programme/",
        },
    }


def test_link_leads_to_the_live_translation_and_never_to_a_draft_one(render, content):
    home = content.home.copy_for_translation(content.english)
    home.live = True
    home.save()
    page = content.page.copy_for_translation(content.english)
    value = {"label": "Read", "link": {"page": content.page.pk}}

    with translation.override("en"):
        with_draft = render("link", value)
        page.title, page.live = "The programme", True
        page.save()
        with_live = render("link", value)

    assert f'href="{content.page.url}" hreflang="fr"' in with_draft
    assert f'href="{page.url}"' in with_live
    assert "hreflang" not in with_live


def test_external_link_is_announced_and_one_on_this_site_is_not(render, content):
    outside = render("link", {"label": "Ailleurs", "link": {"url": "https://exemple.fr/"}})
    inside = render("link", {"label": "Ici", "link": {"url": "http://localhost/programme/"}})

    assert 'rel="external noopener"' in outside
    assert "visually-hidden" in outside
    assert "rel=" not in inside


def test_document_link_shows_format_weight_and_language(render, content):
    html = render("document", {"document": content.document.pk, "label": "Le règlement"})

    assert content.document.url in html
    assert 'hreflang="en"' in html
    assert "(PDF – 2,0\xa0Kio – anglais)" in html.replace("Ko", "Kio")


def test_document_of_private_collection_is_shown_nowhere(render, represent, content):
    value = {"document": content.private_document.pk, "label": "Notes"}

    assert render("document", value).strip() == ""
    assert represent("document", value) == {"document": None, "label": "Notes"}
    link = {"label": "Notes", "link": {"document": content.private_document.pk}}
    assert "<a" not in render("link", link)
    assert represent("link", link)["link"]["href"] is None


def test_document_whose_rights_have_run_out_is_not_shown(render, content):
    content.document.rights_expire_on = timezone.localdate() - datetime.timedelta(days=1)
    content.document.save()

    assert render("document", {"document": content.document.pk, "label": ""}).strip() == ""


def test_cards_leave_out_what_is_not_public(render, represent, content):
    value = {"title": "À lire", "pages": [content.draft.pk, content.page.pk, content.private.pk]}

    assert [page["id"] for page in represent("cards", value)["pages"]] == [content.page.pk]
    html = render("cards", value)
    assert html.count("<article") == 1
    assert "secret" not in html
    assert "Réservé" not in html


def test_contact_links_mail_telephone_and_site(render, full_values):
    html = render("contact", full_values["contact"])

    assert 'href="mailto:lea.dupont@exemple.fr"' in html
    assert 'href="tel:0123456789"' in html
    assert "20, avenue de Ségur<br>75007 Paris" in html


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("01 23 45 67 89", "tel:0123456789"),
        ("+33 (0)1 23 45 67 89", "tel:+33123456789"),
        ("poste interne", ""),
    ],
)
def test_dialled_keeps_what_a_telephone_understands(written, number):
    assert dialled(written) == number
