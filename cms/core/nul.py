from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

NUL = "\x00"


class RefuseNulMiddleware:
    """Answer 400 to an address that holds a NUL; the API does so itself, in JSON.

    No text of ours has one, PostgreSQL refuses to compare it, and every look-up by
    slug or parameter would otherwise be a place for an error 500.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        holds_nul = NUL in request.path_info or "%00" in request.META.get("QUERY_STRING", "")
        if holds_nul and not request.path_info.startswith("/api/"):
            raise BadRequest("The address holds a NUL character, which no address here has.")
        return self.get_response(request)
