"""The image field of originals: its address leads to a view that checks who asks."""

from __future__ import annotations

from wagtail.images.models import WagtailImageField, WagtailImageFieldFile


class OriginalImageFieldFile(WagtailImageFieldFile):
    @property
    def url(self) -> str:
        """Our own address: the storage is private, and its own address would pass by every check."""
        self._require_file()
        return self.instance.original_url


class OriginalImageField(WagtailImageField):
    attr_class = OriginalImageFieldFile
