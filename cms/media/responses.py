"""Answers that carry a stored file."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.core.files.base import File
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header

from .rights import Rights

PUBLIC_AGE = timedelta(days=1)
# A picture needs its own styles and embedded images, and nothing else.
IMAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
# No `sandbox` here: browsers then refuse to show a PDF.
DOCUMENT_POLICY = "default-src 'none'"


def file_response(
    request: HttpRequest,
    file: File,
    *,
    content_type: str,
    filename: str,
    policy: str,
    as_attachment: bool = False,
) -> HttpResponseBase:
    """
    Answer with a stored file, whatever the storage; raises Http404 when the storage has lost it.

    A HEAD request does not open the file.
    """
    response: HttpResponseBase
    try:
        if request.method == "HEAD":
            response = HttpResponse()
            response["Content-Length"] = str(file.size)
        else:
            opened = file.storage.open(file.name, "rb")
            response = FileResponse(opened)
            # Of the open file: a remote storage would be asked once more for the stored one's.
            response["Content-Length"] = str(opened.size)
    except OSError as error:
        raise Http404("The file is missing from the storage.") from error
    response["Content-Type"] = content_type
    response["Content-Disposition"] = content_disposition_header(as_attachment, filename) or "inline"
    response["Content-Security-Policy"] = policy
    response["X-Content-Type-Options"] = "nosniff"
    return response


def let_caches_keep(response: HttpResponseBase, rights: Rights) -> None:
    """Allow shared caches to keep a public file for a day, but never past the end of its rights."""
    age = PUBLIC_AGE
    if rights.rights_expire_on is not None:
        last_moment = timezone.make_aware(
            datetime.combine(rights.rights_expire_on + timedelta(days=1), time.min)
        )
        age = min(age, last_moment - timezone.now())
    patch_cache_control(response, public=True, max_age=max(0, int(age.total_seconds())))


def forbid_caches(response: HttpResponseBase) -> None:
    patch_cache_control(response, private=True, no_store=True)
