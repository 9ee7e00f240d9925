"""A note by itself, and the notes on a document."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.citations import styles
from documents.markup import kept_html
from documents.models import Annotation, NoteKind
from documents.reading.margin import BOARD, readable_notes, signature
from documents.reading.passages import Passage, standing, told
from documents.reading.terms import terms_of
from documents.services.permissions import may
from documents.views.editions import Found, find

#: Notes on a page.
PAGE = 50
LINKED = ("application/ld+json", "application/json")


@require_safe
def note(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """A note's page; programs that ask for its data are sent there."""
    accept = request.headers.get("Accept", "")
    if any(kind in accept for kind in LINKED) and "text/html" not in accept:
        response: HttpResponseBase = HttpResponseRedirect(reverse("annotation", args=[pk]))
        response.status_code = 303
    else:
        response = _note(request, pk)
    patch_vary_headers(response, ["Accept", "Cookie"])
    return response


def _note(request: HttpRequest, pk: UUID) -> HttpResponse:
    seen = readable_notes(request.user) if may(request.user, "read drafts") else Annotation.objects.readable()
    held = seen.select_related("author", "kind").filter(pk=pk).first()
    passages = told(standing(annotation=pk).order_by("-edition__is_current", "-edition__date", "section__lft", "start"))
    if held is None:
        raise Http404(_("There is no note at this address."))
    author = signature(held.is_by_board, held.author.first_name, held.author.last_name, held.author.username)
    context = {
        "note": held,
        "author": author,
        "body": kept_html(held.body, held.html),
        "terms": terms_of({pk}).get(pk, []),
        "passages": passages,
        "first": passages[0] if passages else None,
        "citation": styles.gbt7714(_work(request, held, author, passages)),
    }
    response = render(request, "documents/note.html", context)
    if held.visibility != Annotation.Visibility.PUBLIC:
        add_never_cache_headers(response)
    return response


def _work(request: HttpRequest, held: Annotation, author: str, passages: list[Passage]) -> styles.Work:
    """The note as it is cited: named after the words it is about."""
    words, text = (passages[0].words[:30], passages[0].title) if passages else ("", "")
    title = _("Note on “%(words)s”, %(text)s") % {"words": words, "text": text} if passages else held.kind.local_name
    return styles.Work(
        title=title,
        url=request.build_absolute_uri(held.get_absolute_url()),
        accessed=timezone.localdate(),
        author=author,
        date=timezone.localdate(held.created),
        language=held.language,
        kind="other",
        key=str(held.pk),
    )


@require_safe
def of_document(request: HttpRequest, slug: str) -> HttpResponse:
    """The notes on a document's current text, in reading order, narrowed down as the reader asks."""
    found = find(request, slug, None)
    targets = standing(annotation__in=_narrowed(request, found), edition=found.edition).order_by(
        "section__lft", "start", "-end", "pk"
    )
    page = Paginator(targets, PAGE).get_page(request.GET.get("page"))
    passages = told(page.object_list)  # type: ignore[arg-type]
    notes = readable_notes(request.user).filter(targets__edition=found.edition)
    authors = notes.order_by().values_list(
        "author", "is_by_board", "author__first_name", "author__last_name", "author__username"
    )
    concepts = terms_of(notes.values("pk"))
    context = {
        "found": found,
        "document": found.document,
        "edition": found.edition,
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number),
        "passages": passages,
        "kinds": NoteKind.objects.all(),
        "authors": sorted({(BOARD if row[1] else str(row[0]), signature(*row[1:])) for row in authors.distinct()}),
        "concepts": list(dict.fromkeys((term.slug, term.label) for held in concepts.values() for term in held)),
        "asked": {name: request.GET.get(name, "") for name in ("concept", "author", "kind")},
    }
    response = render(request, "documents/notes.html", context)
    patch_vary_headers(response, ["Cookie"])
    return response


def _narrowed(request: HttpRequest, found: Found) -> object:
    """The notes that the reader may see and asked for."""
    notes = readable_notes(request.user)
    author, concept, kind = (request.GET.get(name, "") for name in ("author", "concept", "kind"))
    if author == BOARD:
        notes = notes.filter(is_by_board=True)
    elif author.isascii() and author.isdecimal() and len(author) < 10:
        notes = notes.filter(author=int(author), is_by_board=False)
    if concept:
        notes = notes.filter(concepts__slug=concept)
    return notes.filter(kind__key=kind) if kind else notes
