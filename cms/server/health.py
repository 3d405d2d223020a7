"""What a load balancer or a supervisor asks: does the process answer, and can it do its work."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

LIVE = "/healthz/live"
READY = "/healthz/ready"


class HealthMiddleware:
    """Answer the two health addresses before anything else looks at the request.

    A probe comes by IP address and plain http: the checks of host name and scheme further down would refuse
    it, and sessions and languages are none of its business.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == LIVE:
            return _answer({"process": "ok"})
        if request.path_info == READY:
            return _answer(readiness())
        return self.get_response(request)


_migrated = False


def readiness() -> dict[str, str]:
    """State of each thing a request needs: "ok", or a word that says what is wrong.

    Once migrations were found applied they are not looked at again: they do not come undone while the
    process runs, and the question costs several queries.
    """
    global _migrated  # one flag for the life of the process
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _migrated:
            executor = MigrationExecutor(connection)
            _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return {"database": "unreachable", "migrations": "unknown"}
    return {"database": "ok", "migrations": "ok" if _migrated else "missing"}


def _answer(checks: dict[str, str]) -> JsonResponse:
    healthy = all(state == "ok" for state in checks.values())
    response = JsonResponse(
        {"status": "ok" if healthy else "unavailable", "checks": checks}, status=200 if healthy else 503
    )
    response["Cache-Control"] = "no-store"
    return response
