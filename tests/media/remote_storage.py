from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.utils.deconstruct import deconstructible


@deconstructible
class RemoteStorage(Storage):
    """As on S3: files can be opened, measured and deleted, and have no path on this machine."""

    def __init__(self):
        self.contents: dict[str, bytes] = {}

    def _open(self, name, mode="rb"):
        return ContentFile(self._content(name), name=name)

    def _save(self, name, content):
        content.seek(0)
        self.contents[name] = content.read()
        return name

    def _content(self, name) -> bytes:
        try:
            return self.contents[name]
        except KeyError:
            raise FileNotFoundError(name) from None

    def exists(self, name):
        return name in self.contents

    def delete(self, name):
        self.contents.pop(name, None)

    def size(self, name):
        return len(self._content(name))
