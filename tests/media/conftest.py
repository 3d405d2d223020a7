"""Pictures, documents and collections for the tests of files."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction

from cms.accounts.models import User
from cms.media.models import CMSDocument, CMSImage

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def picture(format="PNG", size=(640, 480), colour="teal", **options) -> bytes:
    output = BytesIO()
    Image.new("RGB", size, colour).save(output, format, **options)
    return output.getvalue()


@pytest.fixture
def make_image(db):
    def make(name="Équipe à la réunion.png", content=None, **fields):
        file = ContentFile(content or picture(), name=name)
        image = CMSImage(title="Réunion d'équipe", file=file, **fields)
        image.save()
        return image

    return make


@pytest.fixture
def make_document(db):
    def make(name="communique.pdf", content=PDF, **fields):
        document = CMSDocument(title="Communiqué de presse", file=ContentFile(content, name=name), **fields)
        document.full_clean()
        document.save()
        return document

    return make


@pytest.fixture
def root_collection(db):
    return Collection.get_first_root_node()


@pytest.fixture
def private_collection(root_collection):
    collection = root_collection.add_child(name="Réservé à l'équipe")
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    return collection


@pytest.fixture
def private_sub_collection(private_collection):
    return private_collection.add_child(name="Portraits non publiés")


@pytest.fixture
def administrator(db):
    return User.objects.create_superuser("hélène", "helene@exemple.fr", "un-mot-de-passe-solide")


@pytest.fixture
def admin_client(administrator):
    client = Client()
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    return client
