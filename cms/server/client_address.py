from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address a request came from, as far as it can be trusted.

    Each of our own proxies (`CMS_PROXY_COUNT`) adds to the right of X-Forwarded-For the address it saw; what
    stands further left was sent by the client and may be invented, so it is never believed.
    """
    direct: str = request.META.get("REMOTE_ADDR", "")
    if not settings.PROXY_COUNT:
        return direct
    forwarded = [
        part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()
    ]
    if len(forwarded) < settings.PROXY_COUNT:
        return direct
    return forwarded[-settings.PROXY_COUNT]
