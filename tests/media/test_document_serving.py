import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.documents.models import document_served
from wagtail.models import CollectionViewRestriction, Page

from cms.accounts.models import User
from cms.media.models import CMSDocument
from cms.pages.press.models import PressReleasePage
from tests.factories import PressReleasePageFactory, site_tree

from .conftest import PDF


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_document_is_served_to_anybody_when_public(client, make_document):
    document = make_document("Communiqué d'été.pdf")
    response = client.get(document.url)
    assert body(response) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "public, max-age=86400"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'"
    assert response["Content-Disposition"].startswith("inline")
    assert response["ETag"] == f'"{document.file_hash or CMSDocument.objects.get().file_hash}"'
    assert response.cookies == {}


def test_document_is_a_download_under_its_own_name_when_it_is_no_pdf(client, make_document):
    document = make_document("Données de l'été.csv", content="ville;défis\nAngoulême;3\n".encode())
    response = client.get(document.url)
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''Donn%C3%A9es_de_l%C3%A9t%C3%A9.csv"
    )
    assert response["Content-Type"] == "text/csv"


@pytest.mark.parametrize("place", ["private_collection", "private_sub_collection"])
def test_document_is_refused_to_anonymous_when_collection_is_private(client, make_document, place, request):
    document = make_document(collection=request.getfixturevalue(place))
    for response in (client.get(document.url), client.head(document.url)):
        assert response.status_code == 403
        assert response["Cache-Control"] == "private, no-store"
        assert PDF not in response.content


def test_document_is_refused_to_anonymous_when_its_cached_etag_is_known(
    client, make_document, private_collection
):
    document = make_document()
    etag = client.get(document.url)["ETag"]
    document.collection = private_collection
    document.save()
    assert client.get(document.url, headers={"If-None-Match": etag}).status_code == 403


def test_document_is_served_and_never_cached_when_reader_may_have_a_private_one(
    admin_client, make_document, private_collection
):
    document = make_document(collection=private_collection)
    response = admin_client.get(document.url)
    assert body(response) == PDF
    assert response["Cache-Control"] == "private, no-store"


def test_document_follows_groups_when_collection_is_for_one_of_them(make_document, root_collection):
    jury = Group.objects.create(name="Jury")
    collection = root_collection.add_child(name="Jury")
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.GROUPS
    )
    restriction.groups.add(jury)
    document = make_document(collection=collection)
    statuses = {}
    for name in ("membre", "autre"):
        user = User.objects.create_user(name, password="x")
        if name == "membre":
            user.groups.add(jury)
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        statuses[name] = client.get(document.url).status_code
    assert statuses == {"membre": 200, "autre": 403}


def test_document_asks_for_password_when_collection_has_one(client, make_document, root_collection):
    collection = root_collection.add_child(name="Dossier de presse")
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.PASSWORD, password="sésame"
    )
    document = make_document(collection=collection)
    asked = client.get(document.url)
    assert PDF not in asked.content
    assert asked["Cache-Control"].count("no-store") == 1

    client.post(
        f"/documents/authenticate_with_password/{restriction.pk}/",
        {"password": "sésame", "return_url": document.url},
    )
    answer = client.get(document.url)
    assert body(answer) == PDF
    assert answer["Cache-Control"] == "private, no-store"


def test_document_is_not_found_when_name_or_file_is_wrong(client, make_document):
    document = make_document()
    assert client.get(document.url.replace("communique", "autre")).status_code == 404
    assert client.get("/documents/999999/communique.pdf").status_code == 404
    document.file.storage.delete(document.file.name)
    assert client.get(document.url).status_code == 404
    assert client.head(document.url).status_code == 404


def test_document_answers_head_and_304_when_asked(client, make_document):
    document = make_document()
    head = client.head(document.url)
    assert (head.status_code, head.content, head["Content-Length"]) == (200, b"", str(len(PDF)))
    assert client.get(document.url, headers={"If-None-Match": head["ETag"]}).status_code == 304


def test_document_is_not_found_when_its_rights_have_run_out(client, admin_client, make_document):
    document = make_document(rights_expire_on="2020-12-31")
    assert client.get(document.url).status_code == 404
    assert admin_client.get(document.url).status_code == 200


def test_document_sends_wagtails_signal_when_served(client, make_document):
    document = make_document()
    served = []
    document_served.connect(
        lambda instance, **kwargs: served.append(instance.pk), weak=False, dispatch_uid="t"
    )
    try:
        client.get(document.url)
    finally:
        document_served.disconnect(dispatch_uid="t")
    assert served == [document.pk]


def refer(page: Page, document: CMSDocument) -> None:
    """As Wagtail's index does when `page` shows `document`."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import ReferenceIndex

    ReferenceIndex.objects.create(
        content_type=page.cached_content_type,
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=str(page.pk),
        to_content_type=ContentType.objects.get_for_model(CMSDocument),
        to_object_id=str(document.pk),
        model_path="body",
        content_path="body",
        content_path_hash="8a2f5b46-6b3c-5d0f-9a9a-1f6a1e0a9d11",
    )


def test_document_waits_for_its_page_when_that_is_not_published(client, make_document):
    document = make_document()
    page = site_tree().home
    refer(page, document)
    assert client.get(document.url).status_code == 200

    Page.objects.filter(pk=page.pk).update(live=False)
    assert client.get(document.url).status_code == 404

    Page.objects.filter(pk=page.pk).update(live=True, expire_at="2020-01-01T00:00Z")
    assert client.get(document.url).status_code == 404


def test_document_follows_its_press_release_when_that_is_published_and_withdrawn(
    client, make_document, django_capture_on_commit_callbacks
):
    document = make_document()
    with django_capture_on_commit_callbacks(execute=True):
        release = PressReleasePageFactory(title="Les résultats du jury", live=False)
        release.attachments.add(release.attachments.model(document=document))
        release.save()
    assert client.get(document.url).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        release.save_revision().publish()
    assert client.get(document.url).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        PressReleasePage.objects.get().unpublish()
    assert client.get(document.url).status_code == 404
