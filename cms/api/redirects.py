"""Old addresses and where they lead; never to what is hidden."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Q, QuerySet
from rest_framework.request import Request
from wagtail.contrib.redirects.api import RedirectsAPIViewSet
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from cms.core.addresses import PublicAddress
from cms.core.visibility import visible_pages

from .addresses import place_in_tree, roots_of
from .endpoint import PublicEndpoint
from .visibility import only_public


class RedirectsEndpoint(PublicEndpoint, RedirectsAPIViewSet):
    body_fields = [*RedirectsAPIViewSet.body_fields, "is_permanent"]
    find_query_parameters = RedirectsAPIViewSet.find_query_parameters | {"html_path"}

    def get_queryset(self) -> QuerySet[Any]:
        to_page = Q(redirect_page__in=visible_pages(Page.objects.all()).values("pk"))
        redirects = Redirect.objects.filter(to_page | Q(redirect_page=None))
        inside = redirects.filter(redirect_link__startswith="/").values_list("redirect_link", flat=True)
        hidden = hidden_paths(set(inside))
        return redirects.exclude(redirect_link__in=hidden).select_related("redirect_page").order_by("id")

    def find_object(self, queryset: QuerySet[Any], request: Request) -> Any:
        if "html_path" not in request.GET:
            return super().find_object(queryset, request)
        try:
            path = Redirect.normalise_path(request.GET["html_path"])
        except ValueError:  # an address that is none: “http://[”
            return None
        found = get_redirect(request, path)
        return queryset.filter(pk=found.pk).first() if found else None


def hidden_paths(paths: Iterable[str]) -> set[str]:
    """Those among `paths` that are the address of something the public may not see."""
    wanted = set(paths)
    if not wanted:
        return set()
    secret = {path for model in _models_with_address() for path in _addresses_of_hidden(model)}
    roots = [root for site in Site.objects.select_related("root_page") for root in roots_of(site)]
    by_url_path = {place_in_tree(path, roots): path for path in wanted}
    pages = Page.objects.filter(url_path__in=by_url_path)
    hidden_pages = pages.exclude(pk__in=visible_pages(pages).values("pk"))
    return (wanted & secret) | {by_url_path[page.url_path] for page in hidden_pages}


def _models_with_address() -> list[type[PublicAddress]]:
    return [model for model in apps.get_models() if issubclass(model, PublicAddress)]


def _addresses_of_hidden(model: type[PublicAddress]) -> Iterable[str]:
    objects = model._default_manager.all()
    for obj in objects.exclude(pk__in=only_public(objects).values("pk")):
        for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
            if path := obj.get_url(language=code):
                yield path
