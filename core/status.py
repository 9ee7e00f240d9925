"""Whether the site can work, told to a load balancer or a watchman: /readyz.

Without its database it cannot. Without its index it can: everything but search is answered, so that an index that
lags behind is told and is no reason to send readers away.
"""

from __future__ import annotations

from typing import Any

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult

from documents.models import IndexChange

#: Seconds after which a change that the index has not taken in, or a task not begun, is a sign that nobody tends it.
LATE = 300


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 and what there is to say as JSON; 503 while the database is away."""
    try:
        state = {"database": connection.vendor, "index": index_lag(), "tasks": task_lag()}
    except DatabaseError as error:
        connection.close()  # the next probe is to try anew
        return answer({"database": f"away: {type(error).__name__}"}, status=503)
    return answer(state, status=200)


def index_lag() -> dict[str, Any]:
    """How many documents wait for the index, for how many seconds the oldest has, and whether that is too long."""
    oldest = IndexChange.objects.order_by("created").first()
    seconds = round((timezone.now() - oldest.created).total_seconds()) if oldest else 0
    waiting = IndexChange.objects.values("document_id").distinct().count()
    return {"waiting": waiting, "seconds": seconds, "is_late": seconds > LATE}


def task_lag() -> dict[str, Any]:
    """How many tasks wait to be done, for how many seconds the oldest has, and whether that is too long."""
    waiting = DBTaskResult.objects.ready()
    oldest = waiting.order_by("enqueued_at").first()
    seconds = round((timezone.now() - oldest.enqueued_at).total_seconds()) if oldest else 0
    return {"waiting": waiting.count(), "seconds": seconds, "is_late": seconds > LATE}


def answer(state: dict[str, Any], *, status: int) -> HttpResponse:
    return JsonResponse(state, status=status, headers={"Cache-Control": "no-store"})
