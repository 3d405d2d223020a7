from __future__ import annotations

from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet

from cms.media.models import CMSDocument, CMSImage

from .endpoint import PublicEndpoint


class ImagesEndpoint(PublicEndpoint, ImagesAPIViewSet):
    model = CMSImage
    # The index also holds the names of the people shown, which the public does not get.
    searched_fields = ["title"]


class DocumentsEndpoint(PublicEndpoint, DocumentsAPIViewSet):
    model = CMSDocument
