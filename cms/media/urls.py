"""Addresses of files. The two of documents keep Wagtail's names and paths, which it writes everywhere."""

from django.urls import path, re_path
from wagtail.documents.views.serve import authenticate_with_password

from . import views

# PostgreSQL refuses a NUL in any text it is asked about.
NAME = r"[^/\x00]+"

urlpatterns = [
    re_path(
        rf"^media/originals/(?P<image_id>\d{{1,18}})/(?P<token>[0-9a-f]{{32}})/(?P<filename>{NAME})$",
        views.original,
        name="media_original",
    ),
    re_path(
        rf"^media/renditions/(?P<token>[0-9a-f]{{32}})/(?P<filename>{NAME})$",
        views.rendition,
        name="media_rendition",
    ),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        authenticate_with_password,
        name="wagtaildocs_authenticate_with_password",
    ),
    re_path(rf"^documents/(\d{{1,18}})/({NAME})$", views.document, name="wagtaildocs_serve"),
]
