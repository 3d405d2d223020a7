from datetime import date, timedelta

import pytest
from django.utils import timezone
from freezegun import freeze_time
from wagtail.models import CollectionViewRestriction

from cms.media.models import CMSDocument, CMSImage
from cms.media.visibility import is_public, public_documents, public_images


@pytest.fixture
def three_images(make_image, private_collection, private_sub_collection):
    return {
        "public": make_image("atelier.png"),
        "private": make_image("réserve.png", collection=private_collection),
        "below private": make_image("portrait.png", collection=private_sub_collection),
    }


def test_public_images_leaves_out_private_collection_and_all_below_when_restricted(three_images):
    assert list(public_images()) == [three_images["public"]]
    assert {name: is_public(image) for name, image in three_images.items()} == {
        "public": True,
        "private": False,
        "below private": False,
    }


def test_public_documents_leaves_out_private_collection_and_all_below_when_restricted(
    make_document, private_collection, private_sub_collection
):
    public = make_document("affiche.pdf")
    make_document("projet.pdf", collection=private_collection)
    make_document("portraits.pdf", collection=private_sub_collection)
    assert list(public_documents()) == [public]


def test_public_images_keeps_sister_collection_when_its_path_only_looks_alike(
    make_image, root_collection, private_collection
):
    sister = root_collection.add_child(name="Réservé à l'équipe, ancien")
    image = make_image(collection=sister)
    assert list(public_images()) == [image]


def test_public_images_is_empty_when_root_collection_is_private(make_image, root_collection):
    make_image()
    CollectionViewRestriction.objects.create(
        collection=root_collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    assert list(public_images()) == []


def test_public_images_leaves_out_image_when_moved_below_private_collection(
    make_image, root_collection, private_collection
):
    album = root_collection.add_child(name="Album")
    image = make_image(collection=album)
    assert list(public_images()) == [image]

    private_collection.refresh_from_db()  # the album took its place in the order
    album.move(private_collection, "sorted-child")

    assert list(public_images()) == []
    assert is_public(CMSImage.objects.get(pk=image.pk)) is False


@pytest.mark.parametrize(
    ("expires", "showable"), [(None, True), (date(2026, 3, 1), True), (date(2026, 2, 28), False)]
)
def test_rights_end_after_their_last_day_when_it_has_passed(make_image, make_document, expires, showable):
    image, document = make_image(rights_expire_on=expires), make_document(rights_expire_on=expires)
    with freeze_time("2026-03-01 12:00"):
        assert image.is_showable is showable
        assert document.is_showable is showable
        assert public_images().exists() is showable
        assert public_documents().exists() is showable


def test_rights_follow_paris_clock_when_it_is_still_yesterday_in_utc(make_image):
    image = make_image(rights_expire_on=date(2026, 3, 1))
    with freeze_time("2026-03-01 22:59"):  # 23:59 in Paris
        assert (image.is_showable, public_images().count()) == (True, 1)
    with freeze_time("2026-03-01 23:00"):  # midnight in Paris
        assert (image.is_showable, public_images().count()) == (False, 0)


@pytest.mark.parametrize("count", [1, 4])
def test_public_images_asks_one_query_when_there_are_many(
    make_image, private_collection, django_assert_num_queries, count
):
    for number in range(count):
        make_image(f"photo-{number}.png", rights_expire_on=timezone.localdate() + timedelta(days=1))
    with django_assert_num_queries(1):
        assert len(public_images()) == count


def test_default_alternative_is_never_a_title_when_nothing_describes_the_image(make_image):
    assert make_image("IMG_2034.png").default_alt_text == ""
    assert make_image(description="Deux personnes devant un écran").default_alt_text == (
        "Deux personnes devant un écran"
    )


def test_source_path_may_be_empty_for_many_when_nothing_was_imported(make_image, make_document):
    for name in ("un.png", "deux.png"):
        make_image(name)
    for name in ("un.pdf", "deux.pdf"):
        make_document(name)
    assert CMSImage.objects.filter(source_path=None).count() == 2
    assert CMSDocument.objects.filter(source_path=None).count() == 2
