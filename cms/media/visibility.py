"""
Who may have an image or a document.

The public may have what lies in no private collection (nor below one) and whose rights have not
run out. People who work with the file in the admin may always have it.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Page, ReferenceIndex
from wagtail.permissions import policy_registry

from cms.core.visibility import visible_pages

from .models import CMSDocument, CMSImage

File = CMSImage | CMSDocument
_STEP = Collection.steplen


def public_images(day: date | None = None) -> QuerySet[CMSImage]:
    """The images anybody may see on `day` (today if not given)."""
    return _public(CMSImage.objects.all(), day)


def public_documents(day: date | None = None) -> QuerySet[CMSDocument]:
    """
    The documents anybody may have on `day` (today if not given).

    Whether what shows a document is published itself is asked by `is_withheld`, one document at a time.
    """
    return _public(CMSDocument.objects.all(), day)


def _public(files: QuerySet, day: date | None) -> QuerySet:
    day = day or timezone.localdate()
    restricted_above = CollectionViewRestriction.objects.annotate(
        file_path=ExpressionWrapper(OuterRef("collection__path"), output_field=CharField())
    ).filter(file_path__startswith=F("collection__path"))
    return files.filter(
        ~Exists(restricted_above), Q(rights_expire_on__isnull=True) | Q(rights_expire_on__gte=day)
    )


def restrictions_on(collection: Collection) -> QuerySet[CollectionViewRestriction]:
    """The restrictions of a collection and of those above it."""
    path = collection.path
    above = [path[:end] for end in range(_STEP, len(path) + 1, _STEP)]
    return CollectionViewRestriction.objects.filter(collection__path__in=above)


def is_public(file: File) -> bool:
    """Whether anybody may have `file` now; one query."""
    return file.is_showable and not restrictions_on(file.collection).exists()


def works_with(request: HttpRequest, file: File) -> bool:
    """Whether who asks is signed in and has a right to `file` in the admin."""
    policy = policy_registry.get_by_type(type(file))
    return request.user.is_authenticated and policy.user_has_any_permission_for_instance(
        request.user, ["add", "change", "delete", "choose"], file
    )


def is_withheld(document: CMSDocument) -> bool:
    """
    Whether everything that shows `document` is unpublished: a draft, an embargoed press release.

    Its address can be guessed, so it must not run ahead of what it belongs to. A document that
    nothing shows is not withheld: its address may have been given out by itself.
    """
    shown_by = defaultdict(set)
    references = ReferenceIndex.get_references_to(document).values_list("base_content_type", "object_id")
    for content_type, object_id in references:
        shown_by[content_type].add(object_id)
    if not shown_by:
        return False
    return not any(_has_published(content_type, keys) for content_type, keys in shown_by.items())


def _has_published(content_type_id: int, keys: set[str]) -> bool:
    model = ContentType.objects.get_for_id(content_type_id).model_class()
    if model is None:
        return False
    if issubclass(model, Page):
        return visible_pages(Page.objects.filter(pk__in=keys)).exists()
    objects = model._base_manager.filter(pk__in=keys)
    if any(field.name == "live" for field in model._meta.get_fields()):
        objects = objects.filter(live=True)
    return objects.exists()
