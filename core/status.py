"""Whether the site can work, told to a load balancer or a watchman: /readyz.

Without its database it cannot. Without its index it can: everything but search is answered, so that an index that
lags behind, or a cache that is away, is told and is no reason to send readers away.
"""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from documents.services.watching import index_lag, task_lag


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 and what there is to say as JSON; 503 while the database is away."""
    try:
        state = {"database": connection.vendor, "index": index_lag()._asdict(), "tasks": task_lag()._asdict()}
        state["cache"] = "there" if cache_works() else "away"
    except DatabaseError as error:
        connection.close()  # the next probe is to try anew
        return answer({"database": f"away: {type(error).__name__}"}, status=503)
    return answer(state, status=200)


def cache_works() -> bool:
    """Whether what is put into the cache is found there; a Redis that is away fails nobody and keeps nothing."""
    cache.set("ready", "there", timeout=10)
    return cache.get("ready") == "there"


def answer(state: dict[str, Any], *, status: int) -> HttpResponse:
    return JsonResponse(state, status=status, headers={"Cache-Control": "no-store"})
