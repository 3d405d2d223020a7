from __future__ import annotations

from django.db.models.signals import post_save
from wagtail.models import CollectionViewRestriction

from .models import CMSImage
from .renditions import remove_renditions
from .visibility import is_public


def connect() -> None:
    post_save.connect(remove_renditions_of_hidden_image, sender=CMSImage, dispatch_uid="media.image")
    post_save.connect(
        remove_renditions_of_private_collection,
        sender=CollectionViewRestriction,
        dispatch_uid="media.restriction",
    )


def remove_renditions_of_hidden_image(instance: CMSImage, created: bool, raw: bool, **kwargs) -> None:
    if not created and not raw and not is_public(instance):
        remove_renditions([instance])


def remove_renditions_of_private_collection(instance: CollectionViewRestriction, raw: bool, **kwargs) -> None:
    if not raw:
        collections = instance.collection.get_descendants(inclusive=True)
        remove_renditions(CMSImage.objects.filter(collection__in=collections))
