"""The review of an upload: the text beside what was understood, corrected line by line, accepted or thrown away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents.admin.forms import DetailsForm
from documents.admin.reviewed import LINES, seen
from documents.admin.version import version_in
from documents.importers.blocks import UnreadableDocument
from documents.models import Document, Upload
from documents.models.section import NAMES
from documents.numbers import number_in
from documents.review import DEEPEST, Line
from documents.services import messages as sentences
from documents.services import uploads
from documents.services.twins import twin_of

STALE = 409


def urls(desk: admin.ModelAdmin) -> list[URLPattern]:
    """The addresses of what can be done to an upload."""
    views: dict[str, Callable[..., HttpResponse]] = {"correct": correct, "describe": describe, "discard": discard}
    return [
        path(
            "<int:pk>/pages/<int:number>.png",
            desk.admin_site.admin_view(require_safe(partial(picture, desk))),
            name="documents_upload_page",
        ),
        *(
            path(
                f"<int:pk>/{name}/",
                desk.admin_site.admin_view(require_POST(partial(view, desk))),
                name=f"documents_upload_{name}",
            )
            for name, view in views.items()
        ),
    ]


def page(desk: admin.ModelAdmin, request: HttpRequest, pk: str, form: DetailsForm | None = None) -> HttpResponse:
    """The review, or for an upload that is none any more what became of it."""
    upload = _upload(desk, request, pk, to_change=False)
    context = {
        **desk.admin_site.each_context(request),
        "title": _("Review of an import"),
        "opts": desk.opts,
        "upload": upload,
        "may_change": desk.has_change_permission(request, upload),
    }
    if upload.is_pending:
        context["before"] = Upload.objects.pending().filter(pk__lt=upload.pk).count()
        return TemplateResponse(request, "admin/documents/upload/pending.html", context)
    if upload.state != Upload.State.READ:
        context["reason"] = refusal_of(upload)
        return TemplateResponse(request, "admin/documents/upload/settled.html", context)
    context |= seen(upload, page_wanted(request)) | {
        "split": wanted(request, "split"),
        "shows_pages": "pages" in request.GET,
        "twin": twin_of(upload.sha256),
    }
    context["form"] = form or DetailsForm(initial=initial_of(upload, request.GET.get("edition_of", "")))
    return TemplateResponse(request, "admin/documents/upload/review.html", context)


def page_wanted(request: HttpRequest) -> str:
    """The page of the review that is asked for, by its number or by the place of a line on it."""
    place = wanted(request, "place")
    return request.GET.get("page", "1") if place is None else str(place // LINES + 1)


def wanted(request: HttpRequest, name: str) -> int | None:
    """The place of a line that the address names, or None."""
    return number_in(request.GET.get(name, ""))


def picture(desk: admin.ModelAdmin, request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A page of the file as a picture."""
    upload = _upload(desk, request, pk, to_change=False)
    try:
        drawn = uploads.draw(upload, number)
    except (UnreadableDocument, OSError) as error:
        raise Http404 from error
    return HttpResponse(drawn, content_type="image/png", headers={"Cache-Control": "private, max-age=86400, immutable"})


def correct(desk: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Take some lines for something else."""
    upload = _upload(desk, request, pk)
    verdicts = verdicts_in(request.POST, uploads.unpacked(upload.lines))
    number, problem = request.POST.get("page", "1"), ""
    try:
        upload = uploads.correct(upload, verdicts, version=version_in(request))
        if spliced := splice_in(request.POST):
            upload = uploads.splice(upload, spliced[0], pieces=spliced[1], version=upload.version)
    except uploads.StaleReview:
        return _stale(desk, request, pk)
    except (ValueError, IndexError):
        problem = _("Nothing was changed: only line breaks may be put in, and not within a number.")
    if request.headers.get("X-Fragment"):
        upload = _upload(desk, request, pk)
        context = {"upload": upload, "may_change": True, "problem": problem, "shows_pages": "pages" in request.POST}
        return TemplateResponse(request, "admin/documents/upload/lines.html", context | seen(upload, number))
    if problem:
        messages.error(request, problem)
    return redirect(
        f"{reverse('admin:documents_upload_change', args=[pk])}?page={number}#source-{min(verdicts, default=0)}"
    )


def splice_in(posted: QueryDict) -> tuple[int, list[str] | None] | None:
    """The line to be joined to the one before it, or to be parted, and then into what; None where neither is asked."""
    verb, _colon, place = posted.get("mark", "").partition(":")
    number = number_in(place)
    if verb not in ("join", "split") or number is None:
        return None
    return number, posted.get("pieces", "").splitlines() if verb == "split" else None


def verdicts_in(posted: QueryDict, lines: list[Line]) -> dict[int, dict[str, Any]]:
    """What was chosen otherwise than it is: by the place of a line, the arguments of `review.judge`."""
    verdicts: dict[int, dict[str, Any]] = {}
    role, _colon, place = posted.get("mark", "").partition(":")
    number = number_in(place)
    if role in ("section", "text", "noise") and number is not None and number < len(lines):
        verdicts[number] = {"role": role}
    for field, value in posted.dict().items():
        name, _dash, place = field.partition("-")
        number = number_in(place)
        if name == "as" and number is not None and number < len(lines):
            verdict = _verdict(lines[number], str(value), posted.get(f"level-{place}", ""))
            if verdict:
                verdicts.setdefault(number, verdict)
    return verdicts


def _verdict(line: Line, choice: str, level: str) -> dict[str, Any] | None:
    """The arguments of `judge` for one line, or None where it stays what it is."""
    asked = number_in(level) or 0
    wanted = asked if 0 < asked <= DEEPEST else line.level
    if choice in ("text", "noise"):
        return {"role": choice} if choice != line.role else None
    if choice not in NAMES or (line.role, line.kind, line.level) == ("section", choice, wanted):
        return None
    return {"role": "section", "kind": choice, "level": wanted}


def describe(desk: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Save what the document is called; accept it, if that was pressed."""
    upload = _upload(desk, request, pk)
    form = DetailsForm(request.POST)
    if not form.is_valid():
        response = page(desk, request, str(pk), form)
        response.status_code = 422
        return response
    try:
        upload = uploads.describe(upload, form.details, version=version_in(request))
        if "accept" not in request.POST:
            messages.success(request, _("Saved. The review can be taken up again at any time."))
            return redirect("admin:documents_upload_change", pk)
        document = Document.objects.filter(slug=form.cleaned_data["edition_of"]).first()
        edition = uploads.accept(upload, document=document)
    except uploads.StaleReview:
        return _stale(desk, request, pk)
    desk.log_change(request, upload, "accept")
    messages.success(request, _("“%s” is in the library as a draft.") % edition)
    return redirect("admin:documents_edition_outline", edition.pk)


def discard(desk: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the upload away."""
    upload = _upload(desk, request, pk)
    uploads.discard(upload)
    messages.success(request, _("“%s” was thrown away; nothing of it is in the library.") % upload)
    return redirect("admin:documents_upload_changelist")


def refusal_of(upload: Upload) -> str:
    """Why an upload could not be read, or ''."""
    if not upload.error:
        return ""
    return sentences.refusal(UnreadableDocument(upload.error["code"], **upload.error["values"]))


def initial_of(upload: Upload, chosen: str) -> dict[str, Any]:
    """What the form shows: what was saved, and the document the file was brought to or that was chosen just now."""
    edition_of = upload.document.slug if upload.document else ""
    return {"edition_of": edition_of, **upload.details} | ({"edition_of": chosen} if chosen else {})


def _stale(desk: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    messages.error(
        request, _("Somebody else has worked on this review. It has been read again; please look once more.")
    )
    upload = _upload(desk, request, pk)
    form = DetailsForm(request.POST) if upload.state == Upload.State.READ and "title" in request.POST else None
    response = page(desk, request, str(pk), form)
    response.status_code = STALE
    return response


def _upload(desk: admin.ModelAdmin, request: HttpRequest, pk: int | str, *, to_change: bool = True) -> Upload:
    upload = get_object_or_404(Upload.objects.select_related("document", "edition", "author"), pk=pk)
    allowed = desk.has_change_permission if to_change else desk.has_view_or_change_permission
    if not allowed(request, upload):
        raise PermissionDenied
    return upload
