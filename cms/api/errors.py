"""Errors of the API: one form, JSON, wherever under `/api/` they happen.

{"message": "limit: …", "code": "invalid_parameter", "parameter": "limit"}
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.response import Response
from wagtail.api.v2.utils import BadRequestError

NO_OBJECT = "Nothing is published at this address."


class InvalidParameter(BadRequestError):
    """A query parameter is unknown or has a value that is not allowed; the message says what is."""

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(f"{parameter}: {message}")
        self.parameter = parameter


def error_response(error: Exception) -> Response | None:
    """The answer to an error of the caller's, or None for an error of ours."""
    if isinstance(error, InvalidParameter):
        return _answer(str(error), "invalid_parameter", 400, parameter=error.parameter)
    if isinstance(error, BadRequestError):
        return _answer(str(error), "bad_request", 400)
    if isinstance(error, Http404):
        return _answer(NO_OBJECT, "not_found", 404)
    if isinstance(error, APIException):
        return _answer(str(error.detail), _code(error), error.status_code)
    return None


def not_found(request: HttpRequest) -> JsonResponse:
    """The answer to an address under `/api/` that leads nowhere."""
    message = f"The API has nothing at {request.path}."
    return JsonResponse({"message": message, "code": "not_found"}, status=status.HTTP_404_NOT_FOUND)


def _code(error: APIException) -> str:
    codes = error.get_codes()
    return codes if isinstance(codes, str) else "error"


def _answer(message: str, code: str, status_code: int, **more: Any) -> Response:
    return Response({"message": message, "code": code, **more}, status=status_code)
