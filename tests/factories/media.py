from __future__ import annotations

from io import BytesIO

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory
from PIL import Image

from cms.media.models import CMSDocument, CMSImage

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def picture(width: int = 640, height: int = 480, colour: str = "teal") -> bytes:
    """A PNG of one colour."""
    output = BytesIO()
    Image.new("RGB", (width, height), colour).save(output, "PNG")
    return output.getvalue()


class ImageFactory(DjangoModelFactory):
    """`content` is the file's bytes; without it, a small picture of one colour."""

    class Meta:
        model = CMSImage
        exclude = ["name", "content"]

    title = "Réunion d'équipe"
    name = factory.Sequence(lambda n: f"equipe-{n}.png")
    content = factory.LazyFunction(picture)
    file = factory.LazyAttribute(lambda image: ContentFile(image.content, name=image.name))


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = CMSDocument
        exclude = ["name", "content"]

    title = "Dossier de candidature"
    name = factory.Sequence(lambda n: f"dossier-{n}.pdf")
    content = PDF
    file = factory.LazyAttribute(lambda document: ContentFile(document.content, name=document.name))
