"""Each request given an id, told in the answer and in every line logged meanwhile, counted and timed."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from core.logs import current
from core.metrics import REQUESTS

HEADER = "X-Request-ID"
#: An id that a proxy gave is kept where it looks like one.
FIT = re.compile(r"[A-Za-z0-9._-]{8,64}")

logger = logging.getLogger(__name__)


class Requests:
    """Outermost middleware: the id, the line in the log and the count."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        name = given if FIT.fullmatch(given) else uuid.uuid4().hex
        request.id = name  # type: ignore[attr-defined]  # Django writes down refusals when this is over
        token = current.set(name)
        start = time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers[HEADER] = name
            self.tell(request, response, time.perf_counter() - start)
            return response
        finally:
            current.reset(token)

    def tell(self, request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        """Log and count an answer; the query is left out, for it is the reader's business."""
        view = request.resolver_match.view_name if request.resolver_match else ""
        facts = {"status": response.status_code, "view": view, "milliseconds": round(seconds * 1000, 1)}
        logger.info("%s %s %s", request.method, request.path, response.status_code, extra=facts)
        if settings.ZHANGJU_METRICS:
            REQUESTS.labels(view, request.method, response.status_code).observe(seconds)
