from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework.request import Request
from wagtail.api.v2.pagination import WagtailPagination

from . import parameters


class Pagination(WagtailPagination):
    """Wagtail's `limit` and `offset`, which refuse what no database takes."""

    def paginate_queryset(self, queryset: QuerySet[Any], request: Request, view: Any = None) -> Any:
        limit, offset = parameters.limit_and_offset(request.GET)
        self.view = view
        self.total_count = queryset.count()
        return queryset[offset : offset + limit]
