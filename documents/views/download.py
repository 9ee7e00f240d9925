"""An edition as a file to take away, in every format that is written."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.exporters.registry import WRITERS
from documents.services.downloads import Busy, download, forms_of
from documents.views.editions import Found, answer, find

#: Format → its name, and what it is good for.
NAMES = {
    "pdf": ("PDF", gettext_lazy("to print")),
    "epub": ("EPUB", gettext_lazy("for e-readers")),
    "docx": ("Word", gettext_lazy("to edit")),
    "html": ("HTML", gettext_lazy("one page, works offline")),
    "md": ("Markdown", gettext_lazy("plain text with headings")),
    "txt": ("TXT", gettext_lazy("plain text")),
    "akn": ("Akoma Ntoso", gettext_lazy("XML for legal texts")),
    "json": ("JSON", gettext_lazy("everything, to bring in elsewhere")),
}
#: The last part of a file's address → its format.
FORMS = {writer.suffix[1:]: form for form, writer in WRITERS.items()}


class File(NamedTuple):
    """A file on offer."""

    name: str
    use: str
    url: str


def files(found: Found) -> list[File]:
    """The files an edition is offered in."""
    offered = set(forms_of(found.edition))
    unnamed = {form: (form.upper(), "") for form in WRITERS if form not in NAMES}
    return [
        File(name, str(use), f"{found.url()}download{WRITERS[form].suffix}")
        for form, (name, use) in {**NAMES, **unnamed}.items()
        if form in offered
    ]


def file(request: HttpRequest, slug: str, suffix: str, address: str | None = None) -> HttpResponse:
    """The edition as a file; 503 while another PDF is being set."""
    found, form = find(request, slug, address), FORMS.get(suffix, "")
    if form not in forms_of(found.edition):
        raise Http404
    try:
        response = answer(request, found, partial(_file, found, form))
    except Busy as error:
        sentence = _("Another file is being made. Please wait a moment.")
        wait = {"Retry-After": str(error.seconds), "Cache-Control": "no-store"}
        return HttpResponse(sentence, status=503, content_type="text/plain; charset=utf-8", headers=wait)
    response.is_shared = False  # type: ignore[attr-defined]  # `StoredPages` has no room for files
    return response


def _file(found: Found, form: str) -> HttpResponse:
    writer, edition = WRITERS[form], found.edition
    name = f"{edition.title[:80]} {edition.address}{writer.suffix}"
    response = HttpResponse(download(edition, form), content_type=writer.media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    return response
