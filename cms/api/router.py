"""The endpoints of `/api/v2/`: our own, then those of the plugins that are on."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import BaseAPIViewSet

from cms.plugins.registry import registry

from .endpoint import public_endpoint
from .files import DocumentsEndpoint, ImagesEndpoint
from .pages import PagesEndpoint
from .redirects import RedirectsEndpoint

CORE: dict[str, type[BaseAPIViewSet]] = {
    "pages": PagesEndpoint,
    "images": ImagesEndpoint,
    "documents": DocumentsEndpoint,
    "redirects": RedirectsEndpoint,
}

# What stands inside an answer and has no address of its own, such as the rows of a page.
Inner = public_endpoint(BaseAPIViewSet)


class Router(WagtailAPIRouter):
    def endpoint_for(self, model: type[Model]) -> type[Any]:
        """The endpoint whose fields a nested object has."""
        found = super().get_model_endpoint(model)
        return found[1] if found else Inner

    def get_model_endpoint(self, model: type[Model]) -> tuple[str, type[Any]]:
        # Wagtail takes its own viewset for a model without endpoint, and with it its own serializers.
        found: tuple[str, type[Any]] = super().get_model_endpoint(model) or ("", Inner)
        return found

    def get_object_detail_urlpath(self, model: type[Model], pk: int) -> str | None:
        if self.endpoint_for(model) is Inner:
            return None
        path: str = super().get_object_detail_urlpath(model, pk)
        return path


def make_router() -> Router:
    """Ask the registry for endpoints: once every plugin is ready, when addresses are first read."""
    router = Router("wagtailapi")
    for name, viewset in {**CORE, **registry.endpoints()}.items():
        router.register_endpoint(name, public_endpoint(viewset))
    return router
