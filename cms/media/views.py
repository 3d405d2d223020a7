"""
Serving of originals, renditions and documents out of the private storage.

What is public is answered without looking at the session, so that caches can keep it.
"""

from __future__ import annotations

import os.path

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.http import quote_etag
from django.views.decorators.http import condition, require_safe
from wagtail import hooks
from wagtail.documents.models import document_served
from wagtail.models import BaseViewRestriction

from .addresses import is_original_token
from .models import CMSDocument, CMSImage, CMSRendition
from .responses import (
    DOCUMENT_POLICY,
    IMAGE_POLICY,
    file_response,
    forbid_caches,
    let_caches_keep,
)
from .visibility import is_public, is_withheld, restrictions_on, works_with

# Not guessed: what the system knows of avif, webp and heic differs from one to the next.
IMAGE_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".heic": "image/heic",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}


@require_safe
def original(request: HttpRequest, image_id: int, token: str, filename: str) -> HttpResponseBase:
    """The file of an image as it was uploaded."""
    image = get_object_or_404(CMSImage.objects.select_related("collection"), pk=image_id)
    if not is_original_token(image, token) or image.filename != filename:
        raise Http404("No image has this address.")
    return _answer_image(request, image, image.file, etag=token)


@require_safe
def rendition(request: HttpRequest, token: str, filename: str) -> HttpResponseBase:
    """A resized copy of an image."""
    found = get_object_or_404(
        CMSRendition.objects.select_related("image__collection"), file=f"{token}/{filename}"
    )
    return _answer_image(request, found.image, found.file, etag=token)


def _answer_image(request: HttpRequest, image: CMSImage, file, etag: str) -> HttpResponseBase:
    public = is_public(image)
    if not public and not works_with(request, image):
        raise Http404("No image has this address.")

    # The token changes with the picture, so it says which version this is.
    @condition(etag_func=lambda request: quote_etag(etag))
    def answer(request: HttpRequest) -> HttpResponseBase:
        filename = os.path.basename(file.name)
        extension = os.path.splitext(filename)[1].lower()
        return file_response(
            request,
            file,
            content_type=IMAGE_TYPES.get(extension, "application/octet-stream"),
            filename=filename,
            policy=IMAGE_POLICY,
        )

    response = answer(request)
    if public:
        let_caches_keep(response, image)
    else:
        forbid_caches(response)
    return response


@require_safe
def document(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponseBase:
    """A document, in the place of Wagtail's own view: the same address, hooks and signal."""
    found = get_object_or_404(CMSDocument.objects.select_related("collection"), pk=document_id)
    if found.filename != document_filename:
        raise Http404("This document does not match the given file name.")
    public = is_public(found) and not is_withheld(found)
    if not public and not works_with(request, found) and (refusal := _refusal(request, found)):
        forbid_caches(refusal)
        return refusal
    if public:
        for hook in hooks.get_hooks("before_serve_document"):
            if isinstance(answer := hook(found, request), HttpResponse):
                return answer
    document_served.send(sender=CMSDocument, instance=found, request=request)
    response = _send_document(request, found)
    if public:
        let_caches_keep(response, found)
    else:
        forbid_caches(response)
    return response


def _refusal(request: HttpRequest, document: CMSDocument) -> HttpResponseBase | None:
    """The answer to who may not have a document, or None when a password or a group lets them have it."""
    for restriction in restrictions_on(document.collection):
        if restriction.accept_request(request):
            continue
        if restriction.restriction_type == BaseViewRestriction.PASSWORD:
            for hook in hooks.get_hooks("before_serve_document"):
                if isinstance(answer := hook(document, request), HttpResponse):
                    return answer
        return render(request, "media/document_restricted.html", status=403)
    if not document.is_showable or is_withheld(document):
        raise Http404("This document is not published.")
    return None


def _send_document(request: HttpRequest, document: CMSDocument) -> HttpResponseBase:
    @condition(etag_func=lambda request: quote_etag(document.get_file_hash()))
    def answer(request: HttpRequest) -> HttpResponseBase:
        return file_response(
            request,
            document.file,
            content_type=document.content_type,
            filename=document.filename,
            policy=DOCUMENT_POLICY,
            as_attachment=document.content_disposition != "inline",
        )

    try:
        return answer(request)
    except OSError as error:
        raise Http404("The file is missing from the storage.") from error
