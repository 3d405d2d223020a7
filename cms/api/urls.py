"""`/api/v2/`: Wagtail's own API, with the endpoints of the plugins; JSON wherever it leads."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import path, re_path, resolve
from django.views.decorators.csrf import csrf_exempt

from .errors import not_found
from .router import make_router


@csrf_exempt
def anything_else(request: HttpRequest) -> HttpResponseBase:
    """An address without its last slash is answered as if it had it, all others by a 404 in JSON."""
    if not request.path_info.endswith("/"):
        match = resolve(f"{request.path_info}/")
        if match.func is not anything_else:
            answer: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
            return answer
    return not_found(request)


urlpatterns = [
    path("v2/", make_router().urls),
    re_path(r"", anything_else),
]
