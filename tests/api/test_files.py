"""Images and documents: those the public may have, and that something public shows."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from cms.snippets.people.models import Person
from tests.factories import ChallengePageFactory, DocumentFactory, ImageFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_files_are_shown_only_when_public_and_in_use(api, private_collection, sub_collection):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    refused = {"image_rights": Person.ImageRights.REFUSED}
    for factory, owner, field in [
        (ImageFactory, ChallengePageFactory, "image"),
        (DocumentFactory, ChallengePageFactory, "poster"),
    ]:
        name = "images" if factory is ImageFactory else "documents"
        shown = factory(title="Publique")
        hidden = [
            factory(title="Secret de collection privée", collection=private_collection),
            factory(title="Secret de sous-collection", collection=sub_collection),
            factory(title="Secret sans droits", rights_expire_on=yesterday),
        ]
        for file in [shown, *hidden]:
            owner(**{field: file})
        hidden.append(factory(title="Secret inutilisée"))
        for unpublished in [{"live": False}, {"private": True}]:
            hidden.append(factory(title="Secret de brouillon"))
            owner(**{field: hidden[-1], **unpublished})
        if factory is ImageFactory:
            for fields in [refused, {"visibility": Person.Visibility.HIDDEN}, {"live": False}]:
                hidden.append(factory(title="Secret portrait"))
                PersonFactory(photo=hidden[-1], **fields)
        assert api.titles(f"{name}/") == ["Publique"]
        assert api.titles(f"{name}/", search="Secret") == []
        for file in hidden:
            assert api(f"{name}/{file.pk}/", status=404)["code"] == "not_found", file.title
            assert api(f"{name}/find/", status=404, id=file.pk)["code"] == "not_found", file.title


def test_people_shown_on_images_are_neither_told_nor_found(api):
    image = ImageFactory(title="Réunion", people_shown="Secret Personne")
    ChallengePageFactory(image=image)
    assert "ecret" not in str(api(f"images/{image.pk}/"))
    assert api.titles("images/", search="Personne") == []
    assert api.titles("images/", search="Réunion") == ["Réunion"]


def test_image_is_shown_when_only_a_block_shows_it(api):
    image = ImageFactory(title="Dans le texte")
    value = {"image": {"image": image.pk, "decorative": True, "alt_text": ""}, "caption": "", "credit": ""}
    ChallengePageFactory(body=[{"type": "image", "value": value}])
    assert api.titles("images/") == ["Dans le texte"]
