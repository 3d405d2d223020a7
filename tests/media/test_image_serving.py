"""Originals and renditions: who gets them, under which address, with which headers."""

import re
from datetime import timedelta

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import CollectionViewRestriction

from cms.media.models import CMSImage, CMSRendition
from cms.media.renditions import remove_hidden_renditions
from tests.media.remote_storage import RemoteStorage

TOKEN = re.compile(r"[0-9a-f]{32}")


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_rendition_is_served_to_anybody_without_session_when_image_is_public(client, make_image):
    rendition = make_image().get_rendition("width-200")

    response = client.get(rendition.url)

    with rendition.open_file() as file:
        assert body(response) == file.read()
    assert {name: response[name] for name in ("Content-Type", "Cache-Control", "X-Content-Type-Options")} == {
        "Content-Type": "image/png",
        "Cache-Control": "public, max-age=86400",
        "X-Content-Type-Options": "nosniff",
    }
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Content-Disposition"].startswith("inline; filename=")
    assert not response.has_header("Vary")
    assert response.cookies == {}


def test_rendition_address_holds_a_token_nobody_can_make_when_secret_is_unknown(make_image):
    image = make_image("Équipe été.png")
    address = image.get_rendition("width-200").url
    token = TOKEN.search(address).group()
    assert address == f"/media/renditions/{token}/Equipe_ete.width-200.png"

    with override_settings(SECRET_KEY="une-autre-clef-secrète"):
        CMSRendition.objects.all().delete()
        other = CMSImage.objects.get(pk=image.pk).get_rendition("width-200").url
    assert TOKEN.search(other).group() != token


def test_rendition_address_is_the_same_again_when_made_anew(make_image, django_capture_on_commit_callbacks):
    image = make_image()
    address = image.get_rendition("width-200").url
    with django_capture_on_commit_callbacks(execute=True):
        CMSRendition.objects.all().delete()
    assert CMSImage.objects.get(pk=image.pk).get_rendition("width-200").url == address


def test_each_rendition_has_its_own_token_when_made_of_one_image(make_image):
    image = make_image()
    addresses = [rendition.url for rendition in image.get_renditions("width-200", "fill-50x50").values()]
    assert len({TOKEN.search(address).group() for address in addresses}) == 2


def test_storage_path_of_original_is_served_nowhere_when_guessed(client, make_image):
    image = make_image("logo.png")
    assert image.file.name == "original_images/logo.png"
    for address in (
        "/media/original_images/logo.png",
        "/media/private/original_images/logo.png",
        "/media/renditions/original_images/logo.png",
        f"/media/originals/{image.pk}/logo.png",
        f"/media/originals/{image.pk}/{'0' * 32}/logo.png",
    ):
        assert client.get(address).status_code == 404, address


def test_original_is_served_under_its_own_address_when_image_is_public(client, make_image):
    image = make_image("Équipe à la réunion.png")

    assert image.file.url == image.original_url
    response = client.get(image.original_url)

    with image.open_file() as file:
        assert body(response) == file.read()
    assert response["Cache-Control"] == "public, max-age=86400"


def test_original_address_of_one_image_opens_no_other_when_number_is_changed(client, make_image):
    first, second = make_image("un.png"), make_image("deux.png")
    address = first.original_url.replace(f"/{first.pk}/", f"/{second.pk}/").replace("un.png", "deux.png")
    assert client.get(address).status_code == 404


def hide_by_collection(image, private_collection):
    image.collection = private_collection
    image.save()


def hide_by_restriction(image, private_collection):
    CollectionViewRestriction.objects.create(
        collection=image.collection, restriction_type=CollectionViewRestriction.LOGIN
    )


def hide_by_update(image, private_collection):
    CMSImage.objects.filter(pk=image.pk).update(collection=private_collection)


def hide_by_rights(image, private_collection):
    CMSImage.objects.filter(pk=image.pk).update(rights_expire_on=timezone.localdate() - timedelta(days=1))


@pytest.mark.parametrize("hide", [hide_by_collection, hide_by_restriction, hide_by_update, hide_by_rights])
def test_rendition_and_original_are_gone_for_the_public_when_image_is_hidden(
    client, admin_client, make_image, private_collection, hide
):
    image = make_image()
    addresses = [image.get_rendition("width-200").url, image.original_url]
    assert [client.get(address).status_code for address in addresses] == [200, 200]

    hide(image, private_collection)

    assert [client.get(address).status_code for address in addresses] == [404, 404]
    # Who works with the image in the admin still sees it, and no cache may keep that.
    renewed = CMSImage.objects.get(pk=image.pk).get_rendition("width-200").url
    for address in (renewed, image.original_url):
        response = admin_client.get(address)
        assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
    assert client.get(renewed).status_code == 404


@pytest.mark.parametrize("hide", [hide_by_collection, hide_by_restriction])
def test_rendition_file_is_removed_when_image_becomes_private(
    make_image, private_collection, hide, django_capture_on_commit_callbacks
):
    image = make_image()
    file = image.get_rendition("width-200").file
    assert file.storage.exists(file.name)
    with django_capture_on_commit_callbacks(execute=True):
        hide(image, private_collection)
    assert (file.storage.exists(file.name), image.renditions.count()) == (False, 0)


def test_rendition_files_are_removed_when_images_are_moved_in_bulk(
    admin_client, make_image, private_collection, django_capture_on_commit_callbacks
):
    images = [make_image("un.png"), make_image("deux.png")]
    files = [image.get_rendition("width-200").file for image in images]
    address = reverse("wagtail_bulk_action", args=("media", "cmsimage", "add_to_collection"))
    chosen = "&".join(f"id={image.pk}" for image in images)
    with django_capture_on_commit_callbacks(execute=True):
        response = admin_client.post(f"{address}?{chosen}", {"collection": private_collection.pk})
    assert response.status_code == 302
    assert [file.storage.exists(file.name) for file in files] == [False, False]


def test_all_files_are_removed_when_image_is_deleted(make_image, django_capture_on_commit_callbacks):
    image = make_image()
    files = [image.file, image.get_rendition("width-200").file]
    with django_capture_on_commit_callbacks(execute=True):
        image.delete()
    assert [file.storage.exists(file.name) for file in files] == [False, False]


def test_remove_hidden_renditions_keeps_public_ones_when_others_are_hidden(
    make_image, private_collection, django_capture_on_commit_callbacks
):
    kept = make_image("atelier.png").get_rendition("width-200")
    moved, expired = make_image("un.png"), make_image("deux.png")
    for image in (moved, expired):
        image.get_rendition("width-200")
    hide_by_update(moved, private_collection)
    hide_by_rights(expired, private_collection)
    with django_capture_on_commit_callbacks(execute=True):
        assert remove_hidden_renditions() == 2
    assert list(CMSRendition.objects.all()) == [kept]
    assert kept.file.storage.exists(kept.file.name)


def test_caches_forget_a_rendition_at_the_end_of_its_rights_when_that_is_today(client, make_image):
    rendition = make_image(rights_expire_on=timezone.localdate()).get_rendition("width-200")
    age = int(client.get(rendition.url)["Cache-Control"].removeprefix("public, max-age="))
    now = timezone.localtime()
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    assert abs((midnight - now).total_seconds() - age) < 60


def test_rendition_answers_head_without_body_and_etag_with_304_when_asked(client, make_image):
    rendition = make_image().get_rendition("width-200")
    whole = client.get(rendition.url)
    head = client.head(rendition.url)
    assert (head.status_code, head.content, head["Content-Length"]) == (200, b"", str(rendition.file.size))
    assert head["Content-Type"] == whole["Content-Type"]
    unchanged = client.get(rendition.url, headers={"If-None-Match": whole["ETag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert client.post(rendition.url).status_code == 405


def test_rendition_is_not_found_when_storage_has_lost_the_file(client, make_image):
    rendition = make_image().get_rendition("width-200")
    rendition.file.storage.delete(rendition.file.name)
    assert client.get(rendition.url).status_code == 404
    assert client.head(rendition.url).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/media/renditions/../private/original_images/logo.png",
        "/media/renditions/{token}/../../private/original_images/logo.png",
        "/media/renditions/{token}/..%2F..%2Fprivate%2Foriginal_images%2Flogo.png",
        "/media/renditions/{token}/%2e%2e/%2e%2e/private/original_images/logo.png",
        "/media/renditions/{token}/..\\..\\private\\original_images\\logo.png",
        "/media/renditions/{token}//etc/passwd",
        "/documents/1/..%2F..%2F..%2Fetc%2Fpasswd",
        "/media/originals/1/{token}/..%2F..%2Fsecret_key",
    ],
)
def test_no_path_leads_out_of_the_storage_when_it_climbs(client, make_image, path):
    image = make_image("logo.png")
    token = TOKEN.search(image.get_rendition("width-200").url).group()
    assert client.get(path.format(token=token)).status_code == 404


def test_svg_is_served_as_a_picture_that_runs_nothing_when_opened_alone(client, make_image):
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="2"/></svg>'
    image = make_image("logo.svg", content=svg)
    for address in (image.original_url, image.get_rendition("width-5").url):
        response = client.get(address)
        assert response["Content-Type"] == "image/svg+xml"
        assert response["Content-Security-Policy"] == (
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
        )
        assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("count", [1, 3])
def test_rendition_asks_two_queries_when_public(client, make_image, django_assert_num_queries, count):
    addresses = [make_image(f"{number}.png").get_rendition("width-9").url for number in range(count)]
    with django_assert_num_queries(2):
        client.get(addresses[0])


def test_files_are_served_when_storage_has_no_local_path(
    client, make_image, make_document, settings, monkeypatch
):
    remote = {"BACKEND": "tests.media.remote_storage.RemoteStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": remote}
    monkeypatch.setattr(CMSRendition._meta.get_field("file"), "storage", RemoteStorage())
    image, document = make_image(), make_document()
    rendition = image.get_rendition("width-200")
    with pytest.raises(NotImplementedError):
        _ = rendition.file.path

    for address, file in (
        (image.original_url, image.file),
        (rendition.url, rendition.file),
        (document.url, document.file),
    ):
        with file.storage.open(file.name) as stored:
            content = stored.read()
        assert body(client.get(address)) == content
        assert client.head(address)["Content-Length"] == str(len(content))
        file.storage.delete(file.name)
        assert client.get(address).status_code == 404
