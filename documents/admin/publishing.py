"""Putting editions before readers and taking them back; taking back is asked about first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from documents.models import Edition
from documents.services.editions import FollowedEdition, publish, withdraw
from documents.services.forecast import Forecast, forecast
from documents.services.revising import ask, ask_forecast, forecast_address, is_long, made_forecast, publish_text
from documents.services.revisions import previous_of


def urls(desk: admin.ModelAdmin) -> list[URLPattern]:
    """The addresses of the two verbs."""
    views = {"publish": publish_one, "withdraw": withdraw_one}
    return [
        path(
            f"<int:pk>/{name}/",
            desk.admin_site.admin_view(require_http_methods(["GET", "POST"])(partial(view, desk))),
            name=f"documents_edition_{name}",
        )
        for name, view in views.items()
    ]


def publish_one(desk: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Put one edition online, after a page that says what readers will see; where that takes long, in a job."""
    edition = _edition(desk, request, pk)
    previous = previous_of(edition)
    if previous and not edition.is_published and is_long(edition, previous):
        return _publish_long(desk, request, edition, previous)
    return _settle(desk, request, pk, publish, _("“%s” is online."))


def withdraw_one(desk: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Take one edition back, after a page that says what readers will no longer see."""
    return _settle(desk, request, pk, withdraw, _("“%s” is a draft again; readers no longer see it."))


def _publish_long(desk: admin.ModelAdmin, request: HttpRequest, edition: Edition, previous: Edition) -> HttpResponse:
    """The forecast once a job has made it, and the way to the job that makes it or that publishes."""
    if request.method == "POST":
        address = reverse("admin:documents_edition_change", args=[edition.pk])
        job = ask(publish_text, _("Publishing “%s”"), edition, author=request.user, address=address)
        desk.log_change(request, edition, "publish")
        return redirect("admin:documents_job_change", job.pk)
    address = forecast_address(edition, previous, request.path)
    ahead = made_forecast(edition, address)
    if ahead is None:
        return redirect("admin:documents_job_change", ask_forecast(edition, address, author=request.user).pk)
    return confirm(desk, request, "publish", [edition], ahead)


def _settle(
    desk: admin.ModelAdmin, request: HttpRequest, pk: int, verb: Callable[[Edition], Edition], said: str
) -> HttpResponse:
    edition = _edition(desk, request, pk)
    if request.method == "GET":
        return confirm(desk, request, verb.__name__, [edition], forecast(edition) if verb is publish else None)
    try:
        verb(edition)
    except FollowedEdition:
        desk.message_user(request, followed([edition]), messages.ERROR)
        return redirect("admin:documents_edition_change", pk)
    desk.log_change(request, edition, verb.__name__)
    desk.message_user(request, said % edition, messages.SUCCESS)
    return redirect("admin:documents_edition_change", pk)


def _edition(desk: admin.ModelAdmin, request: HttpRequest, pk: int) -> Edition:
    edition = get_object_or_404(Edition.objects.select_related("document"), pk=pk)
    if not desk.has_change_permission(request, edition):
        raise PermissionDenied
    return edition


def confirm(
    desk: admin.ModelAdmin, request: HttpRequest, verb: str, editions: list[Edition], ahead: Forecast | None = None
) -> HttpResponse:
    """The page that asks before a verb is carried out."""
    context = {
        **desk.admin_site.each_context(request),
        "title": _("Publish") if verb == "publish" else _("Withdraw from readers"),
        "opts": desk.opts,
        "verb": verb,
        "editions": editions,
        "original": editions[0] if len(editions) == 1 else None,
        "forecast": ahead,
        "replaced": [edition for edition in editions if verb == "publish" and predecessor(edition)],
    }
    return TemplateResponse(request, "admin/documents/edition/confirm.html", context)


def followed(editions: list[Edition]) -> str:
    """Why texts cannot be withdrawn any more."""
    said = _("%(names)s: another text was published since, so this one stands; nothing was changed. Record an erratum.")
    return said % {"names": ", ".join(map(str, editions))}


def predecessor(edition: Edition) -> Edition | None:
    """The edition that readers see now in the language of this one, or None."""
    siblings = Edition.objects.current().filter(document=edition.document_id, language=edition.language)
    return siblings.exclude(pk=edition.pk).first()


@admin.action(description=gettext_lazy("Publish the selected editions"), permissions=["change"])
def publish_selected(desk: admin.ModelAdmin, request: HttpRequest, chosen: QuerySet[Any]) -> None:
    """Put drafts online; what is online stays."""
    drafts = list(chosen.filter(state=Edition.State.DRAFT).select_related("document"))
    for edition in drafts:
        publish(edition)
        desk.log_change(request, edition, "publish")
    said = ngettext("%d edition is online.", "%d editions are online.", len(drafts)) % len(drafts)
    desk.message_user(request, said, messages.SUCCESS)


@admin.action(description=gettext_lazy("Withdraw the selected editions from readers"), permissions=["change"])
def withdraw_selected(desk: admin.ModelAdmin, request: HttpRequest, chosen: QuerySet[Any]) -> HttpResponse | None:
    """Take published editions back, once the editor has confirmed it."""
    published = list(chosen.filter(state=Edition.State.PUBLISHED).select_related("document"))
    if published and not any(edition.is_followed for edition in published) and "confirmed" not in request.POST:
        return confirm(desk, request, "withdraw", published)
    if stand := [edition for edition in published if edition.is_followed]:
        desk.message_user(request, followed(stand), messages.ERROR)
        return None
    for edition in published:
        withdraw(edition)
        desk.log_change(request, edition, "withdraw")
    said = ngettext("%d edition is a draft again.", "%d editions are drafts again.", len(published)) % len(published)
    desk.message_user(request, said, messages.SUCCESS)
    return None
