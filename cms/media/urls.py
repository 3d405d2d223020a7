"""Addresses of files. The two of documents keep Wagtail's names and paths, which it writes everywhere."""

from django.urls import path, re_path
from wagtail.documents.views.serve import authenticate_with_password

from . import views

urlpatterns = [
    re_path(
        r"^media/originals/(?P<image_id>\d{1,18})/(?P<token>[0-9a-f]{32})/(?P<filename>[^/]+)$",
        views.original,
        name="media_original",
    ),
    re_path(
        r"^media/renditions/(?P<token>[0-9a-f]{32})/(?P<filename>[^/]+)$",
        views.rendition,
        name="media_rendition",
    ),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        authenticate_with_password,
        name="wagtaildocs_authenticate_with_password",
    ),
    re_path(r"^documents/(\d{1,18})/([^/]+)$", views.document, name="wagtaildocs_serve"),
]
