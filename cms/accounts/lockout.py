"""What somebody sees after too many wrong passwords."""

from __future__ import annotations

import math
from typing import Any

from axes.helpers import get_cool_off
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(
    request: HttpRequest,
    original_response: HttpResponse | None = None,
    credentials: dict[str, Any] | None = None,
) -> HttpResponse:
    """
    Answer 429 and say how long to wait, in French and in English.

    The answer is the same whether the account exists or not, and never names it.
    """
    wait = get_cool_off(request)
    minutes = math.ceil(wait.total_seconds() / 60) if wait else None
    response = render(request, "accounts/locked_out.html", {"minutes": minutes}, status=429)
    if wait:
        response["Retry-After"] = str(int(wait.total_seconds()))
    response["Cache-Control"] = "no-store"
    return response
