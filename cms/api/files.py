"""Images and documents: those the public may have, and that something public shows."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet

from cms.media.models import CMSDocument, CMSImage
from cms.media.visibility import public_documents, public_images

from .endpoint import PublicEndpoint
from .visibility import only_shown


class ImagesEndpoint(PublicEndpoint, ImagesAPIViewSet):
    model = CMSImage
    # The index also holds the names of the people shown, which the public does not get.
    searched_fields = ["title"]

    def get_queryset(self) -> QuerySet[Any]:
        return only_shown(public_images()).order_by("id")


class DocumentsEndpoint(PublicEndpoint, DocumentsAPIViewSet):
    model = CMSDocument

    def get_queryset(self) -> QuerySet[Any]:
        return only_shown(public_documents()).order_by("id")
