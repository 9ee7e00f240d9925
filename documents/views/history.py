"""How a section read before, edition by edition."""

from __future__ import annotations

from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.reading.comparison_text import marked
from documents.reading.history import Reading
from documents.reading.history import history as readings_of
from documents.reading.whereabouts import holding
from documents.views.editions import Found, find

#: What became of a section on the way to a reading → the words and the looks of its badge.
KINDS = {
    "same": (gettext_lazy("unchanged"), ""),
    "changed": (gettext_lazy("changed"), ""),
    "added": (gettext_lazy("first reading"), "is-ins"),
}


class Shown(NamedTuple):
    """A reading as it is shown."""

    reading: Reading
    url: str
    badge: str
    looks: str
    words: SafeString


def history(request: HttpRequest, slug: str, eid: str) -> HttpResponse:
    """The readings of a section, from the last edition that has it back to the first."""
    found = find(request, slug, None)
    editions = holding(found.shelf, eid, found.edition.language)
    if not editions:
        raise Http404(_("This text has no such section."))
    readings = readings_of(found.shelf, editions[0], eid)
    context = {
        "found": found,
        "document": found.document,
        "edition": found.edition,
        "name": readings[0].name,
        "is_gone": editions[0].pk != found.edition.pk,
        "readings": [shown(found, reading) for reading in readings],
    }
    response = render(request, "documents/history.html", context)
    patch_cache_control(response, no_cache=True)
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


def shown(found: Found, reading: Reading) -> Shown:
    badge, looks = KINDS[reading.kind]
    url = reverse("edition-section", args=[found.document.slug, reading.edition.address, reading.eid])
    return Shown(reading, url, str(badge), looks, marked(reading.stretches))
