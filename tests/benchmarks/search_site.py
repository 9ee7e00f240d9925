"""A site that holds the corpus, and what it costs to make its index, to look at a page of hits, to save a paragraph.

site = Site(documents=3063)
site.rebuild().megabytes, p95(site.page, asked)
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from haystack import connections

from documents import editing
from documents.importers.corpus import read_record
from documents.models import Document, Edition, Section
from documents.search import queries
from documents.search.draining import drain
from documents.search.maintenance import site_store
from documents.search.processor import note_changes
from documents.search.records import records_of
from documents.search.worker import tender
from documents.services import outlines
from documents.services.editions import add_document
from tests.benchmarks.search_worlds import records

#: How often it is looked whether a saved paragraph is found, in seconds.
LOOK = 0.01


#: Makes the index and tells the cost: what the system tells of a child's memory has its parent's in it.
REBUILD = """
import re, time, django
django.setup()
from django.core.management import call_command
call_command("rebuild_index")
print(time.process_time(), re.search(r"VmHWM:\\s*(\\d+)", open("/proc/self/status").read())[1])
"""


class Cost(NamedTuple):
    """What a process took: seconds of the processor, and megabytes at its peak."""

    seconds: float
    megabytes: float


class Site:
    """The corpus in a database of the benchmark's own, stored once in a folder that is kept."""

    def __init__(self, documents: int) -> None:
        if not str(connection.settings_dict["NAME"]).startswith(os.environ["ZHANGJU_HOME"]):
            sys.exit("This stores a corpus and wants a database of its own: unset DATABASE_URL.")
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        known = set(Document.objects.values_list("slug", flat=True))
        with transaction.atomic():
            for record in records(documents):
                if record["id"] not in known:
                    add_document(read_record(record), slug=record["id"], publish_now=True)
        self.backend = connections["default"].get_backend()
        self.index = connections["default"].get_unified_index().get_index(Section)
        self._answer: Callable[..., Any] = get_wsgi_application()

    def sections(self) -> list[Section]:
        """Everything haystack indexes."""
        return list(self.index.index_queryset())

    def texts(self) -> dict[int, str]:
        """By key the folded text of each of them."""
        editions = Edition.objects.order_by("pk").values_list("pk", flat=True)
        return {int(record["django_id"]): record["text"] for record in records_of(editions)}

    @property
    def folder(self) -> Path:
        """Where the index lies."""
        return Path(settings.HAYSTACK_CONNECTIONS["default"]["PATH"])

    def rebuild(self) -> Cost:
        """What `rebuild_index` takes in a process of its own."""
        done = subprocess.run([sys.executable, "-c", REBUILD], capture_output=True, text=True, check=True)
        seconds, peak = done.stdout.split("\n")[-2].split()
        return Cost(float(seconds), int(peak) / 1024)

    def page(self, kind: str, query: str) -> bytes:
        """The page of hits as the WSGI server hands it out."""
        asked = query if kind == "question" else f'"{query}"'
        environ: dict[str, Any] = {"PATH_INFO": "/search/", "QUERY_STRING": urlencode({"q": asked})}
        setup_testing_defaults(environ)
        environ["HTTP_HOST"] = "localhost"
        said: list[str] = []
        body = b"".join(self._answer(environ, lambda status, headers, error=None: said.append(status)))
        assert said == ["200 OK"], said
        assert b'"banner is-warn"' not in body, "There is no index."
        return body

    def save(self, times: int) -> tuple[list[float], list[float]]:
        """Of so many saved paragraphs what their outbox rows cost the request, and when each was found; both in ms."""
        edition = _draft()
        threading.Thread(target=tender.run, daemon=True).start()
        costs, waits = [], []
        for word in (f"zhangju{number}" for number in range(times)):
            with transaction.atomic():
                outlines.change(
                    edition, editing.retext, edition.sections.outline()[edition.section_count // 2].eid, text=word
                )
                started = time.thread_time()
                note_changes([edition.document_id])
                costs.append((time.thread_time() - started) * 1000)
            began = time.perf_counter()
            while not queries.search(f'"{word}"', editions="all").total:
                time.sleep(LOOK)
            waits.append((time.perf_counter() - began) * 1000)
        return costs, waits


def _draft() -> Edition:
    """A draft of the longest of the first documents: what an editor works on."""
    record = max(records(300), key=lambda record: len(record["sections"]))
    slug = "draft"
    Document.objects.filter(slug=slug).delete()
    edition = add_document(read_record(record), slug=slug, publish_now=False)
    drain(site_store())
    return edition
