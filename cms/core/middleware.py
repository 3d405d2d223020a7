from django.conf import settings
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers
from wagtail.contrib.redirects.middleware import RedirectMiddleware


def is_for_machines(request) -> bool:
    """Whether an answer is never a page: it follows neither a language nor an old address."""
    return request.path_info.startswith(("/api/", "/healthz/", settings.STATIC_URL))


class SiteLocaleMiddleware(LocaleMiddleware):
    """Take the language from the address alone.

    Django's class adds `Vary: Accept-Language`, although the header decides nothing
    here (the source language has no prefix), and turns each 404 under `/api/` into a
    redirect to an HTML page in another language. Both would harm caches and clients.
    """

    def process_response(self, request, response):
        if is_for_machines(request):
            return response
        vary = response.headers.get("Vary")
        response = super().process_response(request, response)
        if response.has_header("Vary"):
            del response.headers["Vary"]
            if vary:
                patch_vary_headers(response, [name.strip() for name in vary.split(",")])
        return response


class SiteRedirectMiddleware(RedirectMiddleware):
    """Old addresses of pages lead to the new ones; a 404 of the API stays one."""

    def process_response(self, request, response):
        if is_for_machines(request):
            return response
        return super().process_response(request, response)
