"""What the public may see of any model, plugins' models included."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, IntegerField, Model, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import DraftStateMixin, Page, ReferenceIndex

from cms.core.visibility import published, visible_pages
from cms.media.models import CMSDocument, CMSImage
from cms.media.visibility import public_documents, public_images


def only_public(queryset: QuerySet[Any]) -> QuerySet[Any]:
    """Narrow a queryset of any model to what an anonymous visitor may see now."""
    found: QuerySet[Any] = queryset
    if issubclass(queryset.model, Page):
        found = visible_pages(queryset)
    elif hasattr(queryset, "visible"):
        found = queryset.visible()
    elif issubclass(queryset.model, DraftStateMixin):
        found = published(queryset)
    elif issubclass(queryset.model, CMSImage):
        found = _shown(queryset.filter(pk__in=public_images().values("pk")))
    elif issubclass(queryset.model, CMSDocument):
        found = _shown(queryset.filter(pk__in=public_documents().values("pk")))
    return found


def _shown(files: QuerySet[Any]) -> QuerySet[Any]:
    """Narrow images or documents to those that a public page or snippet shows.

    What is uploaded for a draft is as secret as the draft.
    """
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(files.model)
    ).annotate(file=Cast("to_object_id", IntegerField()))
    shown = Q(pk__in=[])
    for content_type_id in references.values_list("base_content_type", flat=True).distinct():
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        if model is None:
            continue
        owners = _showing_files(model).order_by().annotate(key=Cast("pk", CharField()))
        found = references.filter(base_content_type=content_type_id, object_id__in=owners.values("key"))
        shown |= Q(pk__in=found.values("file"))
    return files.filter(shown)


def _showing_files(model: type[Model]) -> QuerySet[Any]:
    """The public objects of a model whose images and documents are public too."""
    objects = model._default_manager.all()
    if not hasattr(objects, "showing_files"):
        return only_public(objects)
    showing: QuerySet[Any] = objects.showing_files()
    return showing
