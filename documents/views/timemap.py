"""The list of a document's texts by date, for programs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from documents.views import memento
from documents.views.editions import find


def timemap(request: HttpRequest, slug: str, eid: str = "") -> HttpResponse:
    return memento.timemap(request, find(request, slug, None).shelf, eid)
