from __future__ import annotations

from wagtail import hooks

from .models import CMSImage
from .renditions import remove_renditions
from .visibility import public_images


@hooks.register("after_bulk_action")
def remove_renditions_of_images_made_private(request, action_type, objects, action):
    """Moving many images to a collection is one UPDATE, which sends no signal."""
    if action_type == "add_to_collection" and action.get_default_model() is CMSImage:
        moved = CMSImage.objects.filter(pk__in=[image.pk for image in objects])
        remove_renditions(moved.exclude(pk__in=public_images().values("pk")))
