"""The endpoints of `/api/v2/`: our own, then those of the plugins that are on."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.serializers import BaseSerializer, PageSerializer
from wagtail.api.v2.views import BaseAPIViewSet, PagesAPIViewSet

from cms.plugins.registry import registry

from .endpoint import PublicEndpoint
from .files import DocumentsEndpoint, ImagesEndpoint
from .filters import FILTERS, SearchFilter
from .pages import PagesEndpoint
from .redirects import RedirectsEndpoint
from .serializers import PublicPageSerializer, PublicSerializer

CORE: dict[str, type[BaseAPIViewSet]] = {
    "pages": PagesEndpoint,
    "images": ImagesEndpoint,
    "documents": DocumentsEndpoint,
    "redirects": RedirectsEndpoint,
}


def public_endpoint(viewset: type[BaseAPIViewSet]) -> type[Any]:
    """The endpoint made of a viewset of Wagtail's API v2."""
    own = [backend for backend in viewset.filter_backends if not backend.__module__.startswith("wagtail.")]
    ours = PagesEndpoint if issubclass(viewset, PagesAPIViewSet) else PublicEndpoint
    return type(
        viewset.__name__,
        (viewset,) if issubclass(viewset, ours) else (ours, viewset),
        {
            "base_serializer_class": public_serializer(viewset.base_serializer_class),
            "filter_backends": [*(one for one in FILTERS if one is not SearchFilter), *own, SearchFilter],
            "__module__": viewset.__module__,
            "__doc__": viewset.__doc__,
        },
    )


def public_serializer(serializer: type[BaseSerializer]) -> type[Any]:
    """The serializer class with our own safeguards before it."""
    ours: type[Any] = PublicPageSerializer if issubclass(serializer, PageSerializer) else PublicSerializer
    if issubclass(serializer, ours):
        return serializer
    return ours if issubclass(ours, serializer) else type(serializer.__name__, (ours, serializer), {})


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
