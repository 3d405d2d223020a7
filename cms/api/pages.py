from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.functional import cached_property
from rest_framework.request import Request
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.models import Page, Site, get_page_models

from cms.core.visibility import visible_pages
from cms.plugins.registry import registry

from . import parameters
from .addresses import place_in_tree, roots_of
from .endpoint import PublicEndpoint
from .errors import InvalidParameter


class PagesEndpoint(PublicEndpoint, PagesAPIViewSet):
    """The published pages of one site, in all its languages."""

    @cached_property
    def types(self) -> tuple[type[Model], ...]:
        """The page types named by `type`; none where it is not given."""
        names = self.request.GET.get("type", "")
        return tuple(_page_type(name) for name in names.split(",")) if names else ()

    @cached_property
    def listed_model(self) -> type[Model]:
        # Fields and filters of a type are known only where one type alone is listed.
        return self.types[0] if len(self.types) == 1 else self.model

    @cached_property
    def filtered_models(self) -> tuple[type[Model], ...]:
        """The types named, else every type: a filter then leaves the types that have it."""
        named = tuple(model for model in self.types or (self.model,) if model is not Page)
        return named or _types_on()

    def allowed_parameters(self) -> set[str]:
        for name in self.request.GET:
            having = [model for model in _types_on() if _has_filter(model, name)]
            lacking = [model for model in self.types if model is not Page and model not in having]
            if having and lacking:
                raise InvalidParameter(
                    name, f"does not filter {_labels(lacking)}. It filters type={_labels(having)}."
                )
        return super().allowed_parameters()

    def get_queryset(self) -> QuerySet[Any]:
        if len(self.types) > 1:
            return self.get_base_queryset().type(*self.types)
        return self._of_site(self.listed_model._default_manager.all())

    def get_base_queryset(self) -> Any:
        return self._of_site(Page.objects.all())

    def get_object(self) -> Page:
        page: Page = super().get_object()
        return page.specific

    def get_root_page(self) -> Page | None:
        return self._site.root_page if self._site else None

    def find_object(self, queryset: QuerySet[Page], request: Request) -> Page | None:
        """By `id` or by `html_path`, the path of the page's public address, in any language."""
        if "html_path" not in request.GET:
            found: Page | None = super().find_object(queryset, request)
            return found
        return queryset.filter(url_path=place_in_tree(request.GET["html_path"], self._roots)).first()

    def _of_site(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        below = Q(pk__in=[])
        for root in self._roots:
            below |= Q(path__startswith=root.path)
        return visible_pages(queryset.filter(below))

    @cached_property
    def _roots(self) -> list[Page]:
        return roots_of(self._site) if self._site else []

    @cached_property
    def _site(self) -> Site | None:
        """The site named by `site`, else the one asked; raises InvalidParameter."""
        wanted = self.request.GET.get("site")
        if wanted is None:
            return Site.find_for_request(self.request)
        host, _, port = wanted.partition(":")
        sites = Site.objects.filter(hostname=host).select_related("root_page")
        if port:
            sites = sites.filter(port=parameters.whole_number(port))
        found = list(sites)
        if len(found) != 1:
            problem = "add its port" if found else "no site has this host name and port"
            raise InvalidParameter("site", f"{problem}: “{wanted}”.")
        return found[0]


def _types_on() -> tuple[type[Model], ...]:
    return tuple(model for model in get_page_models() if not registry.is_dormant(model._meta.app_label))


def _page_type(name: str) -> type[Model]:
    """The page type called `name`; raises InvalidParameter for one that does not exist or is switched off."""
    by_label = {model._meta.label_lower: model for model in _types_on()}
    found = by_label.get(name.lower())
    if found is None:
        known = ", ".join(sorted(model._meta.label for model in _types_on()))
        raise InvalidParameter("type", f"“{name}” is no page type. Known here: {known}.")
    return found


def _has_filter(model: type[Model], name: str) -> bool:
    return any(list_filter.name == name for list_filter in registry.filters_for(model))


def _labels(models: Iterable[type[Model]]) -> str:
    return ",".join(model._meta.label for model in models)
