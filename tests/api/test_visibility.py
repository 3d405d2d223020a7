"""What is unpublished, private or hidden shows in no answer, and nothing tells that it exists.

Everything hidden here is called “Secret”; everything public beside it is not.
"""

from __future__ import annotations

import datetime
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from cms.pages.press.models import PressReleasePage
from cms.plugins.registry import registry
from cms.snippets.people.models import Person
from tests.factories import (
    AdministrationFactory,
    BlogPostPageFactory,
    CategoryFactory,
    ChallengePageFactory,
    DocumentFactory,
    ImageFactory,
    PersonFactory,
    PressContactFactory,
    PressReleasePageFactory,
    PromotionPageFactory,
    StandardPageFactory,
    TestimonialPageFactory,
    ThemeFactory,
    site_tree,
    translated,
)

pytestmark = pytest.mark.django_db

NOWHERE = 987654


def hidden_pages() -> dict[str, Page]:
    """One published-looking page for each reason to hide it."""
    now = timezone.now()
    hour = datetime.timedelta(hours=1)
    private = StandardPageFactory(title="Secret privé", private=True)
    release = PressReleasePageFactory(title="Secret sous embargo")
    PressReleasePage.objects.filter(pk=release.pk).update(embargo_until=now + hour)
    return {
        "draft": StandardPageFactory(title="Secret brouillon", live=False),
        "private": private,
        "below a private page": StandardPageFactory(title="Secret sous un privé", parent=private),
        "expired": StandardPageFactory(title="Secret expiré", expire_at=now - hour),
        "not yet due": StandardPageFactory(title="Secret à venir", go_live_at=now + hour),
        "under embargo": release,
        "draft translation": translated(
            StandardPageFactory(title="Le programme"), title="Secret translation", live=False
        ),
        "translation of a draft": translated(
            StandardPageFactory(title="Secret source", live=False), title="Secret of a draft"
        ),
    }


def test_pages_do_not_tell_of_what_is_hidden(api):
    hidden = hidden_pages()
    StandardPageFactory(title="Mentions légales")
    titles = api.titles("pages/", limit=100)
    assert "Mentions légales" in titles
    assert [title for title in titles if "Secret" in title] == []
    assert api.titles("pages/", search="secret") == []
    for reason, page in hidden.items():
        assert api(f"pages/{page.pk}/", status=404) == api(f"pages/{NOWHERE}/", status=404), reason
        assert api("pages/find/", status=404, id=page.pk) == api("pages/find/", status=404, id=NOWHERE), (
            reason
        )
        path = Page.objects.get(pk=page.pk).url or "/nulle-part/"
        assert api("pages/find/", status=404, html_path=path)["code"] == "not_found", reason


def test_place_in_the_tree_does_not_tell_of_a_hidden_page(api):
    hidden = hidden_pages()
    for parameter in ["child_of", "descendant_of", "ancestor_of", "translation_of", "alias_of"]:
        nowhere = api("pages/", status=400, **{parameter: NOWHERE})
        for reason, page in hidden.items():
            answer = api("pages/", status=400, **{parameter: page.pk})
            assert answer["message"].replace(str(page.pk), str(NOWHERE)) == nowhere["message"], reason


def test_parent_and_original_are_not_named_when_they_are_hidden(api):
    draft = StandardPageFactory(title="Secret parent", live=False)
    child = StandardPageFactory(title="Enfant publié", parent=draft)
    original = StandardPageFactory(title="Secret original")
    alias = original.create_alias(parent=site_tree().home, update_slug="copie", reset_translation_key=True)
    alias.title = "Copie publique"
    alias.save()
    original.view_restrictions.create(restriction_type="login")
    assert api(f"pages/{child.pk}/")["meta"]["parent"] is None
    answer = api(f"pages/{alias.pk}/")
    assert (answer["title"], answer["meta"]["alias_of"]) == ("Copie publique", None)


def secrets(sub_collection: Collection) -> SimpleNamespace:
    """Everything a challenge can lead to, hidden."""
    return SimpleNamespace(
        promotion=PromotionPageFactory(title="Secret promotion", live=False),
        challenge=ChallengePageFactory(title="Secret défi", private=True),
        administration=AdministrationFactory(name="Secret administration", live=False),
        theme=ThemeFactory(title="Secret thématique", live=False),
        category=CategoryFactory(title="Secret catégorie", live=False),
        person=PersonFactory(name="Secret personne", visibility=Person.Visibility.HIDDEN),
        objector=PersonFactory(name="Secret opposant", objected_on=datetime.date(2024, 1, 1)),
        image=ImageFactory(title="Secret image", collection=sub_collection),
        document=DocumentFactory(title="Secret document", collection=sub_collection),
    )


def body_leading_to(secret: SimpleNamespace) -> list[tuple]:
    image = {"image": secret.image.pk, "decorative": False, "alt_text": "Secret alternative"}
    links = (
        f'<p>Voir <a linktype="page" id="{secret.challenge.pk}">le défi</a> et '
        f'<a linktype="document" id="{secret.document.pk}">le document</a></p>'
    )
    target = {"page": secret.challenge.pk, "document": None, "url": "", "anchor": ""}
    return [
        {"type": "rich_text", "value": links},
        {"type": "image", "value": {"image": image, "caption": "Légende", "credit": ""}},
        {"type": "cards", "value": {"title": "Cartes", "pages": [secret.challenge.pk, secret.promotion.pk]}},
        {"type": "link", "value": {"label": "Lien", "link": target}},
        {"type": "document", "value": {"document": secret.document.pk, "label": "Annexe"}},
        {
            "type": "quote",
            "value": {
                "text": "<p>Bonjour</p>",
                "person": secret.person.pk,
                "speaker": "Secret nom",
                "role": "",
                "promotion": secret.promotion.pk,
                "challenge": secret.challenge.pk,
                "language": "",
                "source_url": "",
            },
        },
    ]


def test_fields_do_not_tell_of_hidden_relations(api, sub_collection):
    secret = secrets(sub_collection)
    body = body_leading_to(secret)
    summary = body[0]["value"]
    challenge = ChallengePageFactory(
        title="Open Chronos",
        promotion=secret.promotion,
        administrations=[secret.administration, AdministrationFactory(name="Météo-France")],
        team=[secret.person, secret.objector, PersonFactory(name="Hélène Martin")],
        themes=[secret.theme],
        image=secret.image,
        social_image=secret.image,
        poster=secret.document,
        outputs=[{"title": "Tableau de bord", "image": secret.image, "text": summary}],
        summary=summary,
        body=body,
    )
    post = BlogPostPageFactory(
        title="Une rentrée",
        authors=[secret.person],
        categories=[secret.category],
        related_posts=[secret.challenge],
    )
    testimonial = TestimonialPageFactory(
        title="Une année",
        person=secret.person,
        speaker="Secret nom écrit",
        challenges=[secret.challenge],
        promotions=[secret.promotion],
    )
    release = PressReleasePageFactory(
        title="Lancement",
        promotion=secret.promotion,
        challenges=[secret.challenge],
        attachments=[(secret.document, {"label": "Annexe"})],
        gallery=[secret.image],
        links=[{"label": "Candidater", "page_link": secret.challenge}],
        contacts=[PressContactFactory(name="Secret contact parti", active=False)],
    )
    AdministrationFactory(
        name="DINUM", parent=secret.administration, successor=secret.administration, logo=secret.image
    )
    PersonFactory(
        name="Camille Roy", photo=secret.image, participations=[(secret.promotion, {"role": "coach"})]
    )
    client = Client()
    for page in [challenge, post, testimonial, release]:
        for rich_text_format in ["html", "markdown"]:
            query = {"fields": "*", "rich_text_format": rich_text_format}
            answers = [
                client.get(f"/api/v2/pages/{page.pk}/", query),
                client.get("/api/v2/pages/", {**query, "type": page._meta.label}),
            ]
            for answer in answers:
                assert page.title in answer.content.decode()
                assert "ecret" not in answer.content.decode(), answer.content.decode()
    for name in ["administrations", "people", "themes", "categories"]:
        answer = client.get(f"/api/v2/{name}/", {"fields": "*"})
        assert answer.status_code == 200
        assert "ecret" not in answer.content.decode(), answer.content.decode()
    assert api(f"pages/{challenge.pk}/")["summary"] == "<p>Voir le défi et le document</p>"
    assert [one["title"] for one in api(f"pages/{challenge.pk}/")["administrations"]] == ["Météo-France"]


def test_nested_fields_do_not_tell_of_hidden_relations(api):
    promotion = PromotionPageFactory(title="Promotion 4", number=4)
    secret = PromotionPageFactory(title="Secret promotion", number=77, live=False)
    administration = AdministrationFactory(
        name="Météo-France", parent=AdministrationFactory(name="Secret ministère", live=False)
    )
    ChallengePageFactory(title="A", promotion=promotion, administrations=[administration])
    ChallengePageFactory(title="B", promotion=secret)
    items = api(
        "pages/",
        type="challenges.ChallengePage",
        fields="_,title,promotion(*),administrations(parent(*),siret)",
        order="title",
    )["items"]
    assert items[0]["promotion"]["number"] == 4
    assert items[0]["administrations"][0]["parent"] is None
    assert items[1] == {"title": "B", "promotion": None, "administrations": []}


def test_filters_do_not_tell_of_hidden_objects(api, sub_collection):
    secret = secrets(sub_collection)
    ChallengePageFactory(
        promotion=secret.promotion, team=[secret.person], themes=[secret.theme], image=secret.image
    )
    TestimonialPageFactory(person=secret.person)
    AdministrationFactory(name="DINUM", parent=secret.administration)
    asked = [
        ("pages/", "promotion", secret.promotion),
        ("pages/", "theme", secret.theme),
        ("pages/", "person", secret.person),
        ("people/", "promotion", secret.promotion),
        ("people/", "challenge", secret.challenge),
        ("administrations/", "parent", secret.administration),
    ]
    for path, parameter, obj in asked:
        for value in [str(obj.pk), str(obj.uuid), obj.slug]:
            refused = api(path, status=400, **{parameter: value})["message"]
            unknown = api(path, status=400, **{parameter: "inconnu"})["message"]
            assert refused == unknown.replace("inconnu", value), parameter
    query = {"type": "challenges.ChallengePage", "image": secret.image.pk}
    assert api("pages/", status=400, **query)["parameter"] == "image"


def test_people_are_not_shown_when_they_are_hidden_in_any_language(api):
    site_tree()
    PersonFactory(name="Hélène Martin")
    hidden = [
        PersonFactory(name="Secret un", visibility=Person.Visibility.HIDDEN),
        PersonFactory(name="Secret deux", objected_on=datetime.date(2024, 1, 1)),
        PersonFactory(name="Secret trois", live=False),
    ]
    other = PersonFactory(name="Secret quatre")
    english = translated(other, name="Secret four")
    Person.objects.filter(pk=english.pk).update(visibility=Person.Visibility.HIDDEN)
    assert api.titles("people/") == ["Hélène Martin"]
    assert api.titles("people/", search="Secret") == []
    for person in [*hidden, other, english]:
        assert api(f"people/{person.pk}/", status=404)["code"] == "not_found"


def test_people_do_not_show_what_is_private_about_them(api):
    person = PersonFactory(name="Hélène Martin", aliases="Secret alias")
    answer = api(f"people/{person.pk}/")
    private = {
        "aliases",
        "visibility",
        "objected_on",
        "image_rights",
        "image_rights_expire_on",
        "import_note",
    }
    assert private & answer.keys() == set()
    assert "ecret" not in str(answer)
    for name in private:
        assert api("people/", status=400, **{name: "x"})["parameter"] == name


def test_press_contacts_have_no_endpoint(api):
    contact = PressContactFactory(name="Léa Garçon")
    release = PressReleasePageFactory(contacts=[contact])
    assert [one["name"] for one in api(f"pages/{release.pk}/")["contacts"]] == ["Léa Garçon"]
    assert {"press-contacts", "contacts"} & registry.endpoints().keys() == set()


def test_changes_not_yet_published_are_not_shown(api):
    challenge = ChallengePageFactory(title="Open Chronos")
    image = ImageFactory(title="Secret image")
    challenge.title, challenge.host_site, challenge.image = "Secret titre", "Secret lieu", image
    challenge.save_revision()
    person = PersonFactory(name="Hélène Martin")
    person.name = "Secret nom"
    person.save_revision()
    assert "ecret" not in str(api(f"pages/{challenge.pk}/"))
    assert api(f"people/{person.pk}/")["name"] == "Hélène Martin"
    assert api.titles("images/") == []
    assert api.titles("pages/", search="secret") == []


def test_translation_is_not_shown_before_it_is_published(api):
    """Submitted in wagtail-localize, both a page and a snippet start as copies of the French."""
    challenge = ChallengePageFactory(title="Suivi de la forêt")
    theme = ThemeFactory(title="Santé")
    english = Locale.objects.get(language_code="en")
    for obj in [challenge, theme]:
        source, _created = TranslationSource.update_or_create_from_instance(obj)
        translation = Translation.objects.create(source=source, target_locale=english)
        translation.save_target(publish=False)
    assert api.titles("pages/", locale="en", type="challenges.ChallengePage") == []
    assert api.titles("themes/", locale="en") == []
    assert api.titles("themes/") == ["Santé"]
    copies = [
        type(obj).objects.get(locale=english, translation_key=obj.translation_key)
        for obj in [challenge, theme]
    ]
    assert api(f"pages/{copies[0].pk}/", status=404)["code"] == "not_found"
    assert api(f"themes/{copies[1].pk}/", status=404)["code"] == "not_found"


def test_snippets_cannot_be_copied_into_a_published_one(api, admin_client):
    PersonFactory(name="Hélène Martin")
    person = Person.objects.get()
    for app, model in [
        ("people", "person"), ("administrations", "administration"), ("topics", "theme"),
    ]:  # fmt: skip
        response = admin_client.get(f"/admin/snippets/{app}/{model}/copy/{person.pk}/")
        assert response.status_code == 404
    assert api.titles("people/") == ["Hélène Martin"]


def test_copied_page_is_not_shown_before_it_is_published(api):
    challenge = ChallengePageFactory(title="Suivi de la forêt")
    challenge.copy(update_attrs={"title": "Secret double", "slug": "double"}, keep_live=False)
    assert api.titles("pages/", type="challenges.ChallengePage") == ["Suivi de la forêt"]


def test_plugin_is_not_shown_when_it_is_dormant(api, monkeypatch):
    challenge = ChallengePageFactory(title="Secret défi")
    PersonFactory(name="Hélène Martin")
    plugin = next(plugin for plugin in registry.plugins if plugin.label == "challenges")
    monkeypatch.setattr(plugin, "dormant", True)
    assert [title for title in api.titles("pages/", limit=100) if "Secret" in title] == []
    assert api(f"pages/{challenge.pk}/", status=404)["code"] == "not_found"
    assert api("pages/", status=400, type="challenges.ChallengePage")["parameter"] == "type"


def test_redirects_do_not_lead_to_what_is_hidden(api):
    person = PersonFactory(name="Secret Personne", visibility=Person.Visibility.HIDDEN)
    shown = PersonFactory(name="Hélène Martin")
    private = StandardPageFactory(title="Secret privé", private=True)
    english = translated(StandardPageFactory(title="Programme"), title="Secret", slug="secret", live=False)
    Redirect.add_redirect("/ancien-secret", private)
    Redirect.add_redirect("/ancien-secret-2", private.url)
    Redirect.add_redirect("/ancien-secret-3", f"/personnes/{person.slug}/")
    Redirect.add_redirect("/ancien-secret-4", f"/en/people/{person.slug}/")
    Redirect.add_redirect("/ancien-secret-5", f"/en/{english.slug}/")
    Redirect.add_redirect("/ancienne-personne", f"/personnes/{shown.slug}/")
    Redirect.add_redirect("/ailleurs", "https://exemple.gouv.fr/")
    Redirect.add_redirect("/accueil-ancien", site_tree().home)
    items = api("redirects/")["items"]
    assert {item["old_path"]: item["location"] for item in items} == {
        "/ancienne-personne": "http://127.0.0.1:8000/personnes/helene-martin/",
        "/ailleurs": "https://exemple.gouv.fr/",
        "/accueil-ancien": "http://127.0.0.1:8000/",
    }
    assert api("redirects/find/", status=404, html_path="/ancien-secret")["code"] == "not_found"


def test_signing_in_shows_no_more(api, admin_client):
    page = StandardPageFactory(title="Secret privé", private=True)
    assert admin_client.get(f"/api/v2/pages/{page.pk}/").status_code == 404
