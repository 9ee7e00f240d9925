"""What Prometheus reads at /metrics where ZHANGJU_METRICS=1: how answers are given, and how much there is.

Several processes share the empty folder that PROMETHEUS_MULTIPROC_DIR names, so that any of them tells of all;
gunicorn.conf.py makes one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from core.clients import address_of, is_loopback
from documents.models import Annotation, Document, Edition, IndexChange

REQUESTS = Histogram(
    "zhangju_request_seconds",
    "Time to answer a request.",
    ["view", "method", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
#: What there is, counted when it is asked for.
STOCK = {
    "zhangju_documents": ("Documents that readers see.", Document.objects.published),
    "zhangju_editions": ("Editions, drafts included.", Edition.objects.all),
    "zhangju_notes": ("Notes that are not in the trash.", Annotation.objects.kept),
    "zhangju_index_waiting": ("Changes that the index has yet to take in.", IndexChange.objects.all),
    "zhangju_tasks_waiting": ("Background jobs that wait for a worker.", DBTaskResult.objects.ready),
    "zhangju_tasks_failed": ("Background jobs of the last month that failed.", DBTaskResult.objects.failed),
}


class Stock(Collector):
    """Counts of the tables."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for name, (meaning, rows) in STOCK.items():
            yield GaugeMetricFamily(name, meaning, value=rows().count())


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures, for programs on this machine alone; 404 to others and where they are not asked for."""
    if not settings.ZHANGJU_METRICS or not is_loopback(address_of(request)):
        raise Http404
    stock = CollectorRegistry()
    stock.register(Stock())
    return HttpResponse(generate_latest(stock) + generate_latest(registry()), content_type=CONTENT_TYPE_LATEST)


def registry() -> CollectorRegistry:
    """This process's figures, or those of all where they share a folder."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    shared = CollectorRegistry()
    MultiProcessCollector(shared)
    return shared
