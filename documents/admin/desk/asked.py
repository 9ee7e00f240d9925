"""What the desk's script asks: JSON in, JSON out; what is refused is told in a sentence with the status that fits."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from documents.admin.desk.words import PASSAGES, REFUSALS
from documents.importers.jsonld import strings
from documents.models import Edition
from documents.notes import is_text
from documents.services.annotations import TooLong, WrongPassage

#: Bytes of a request; the longest note takes 300,000 in UTF-8.
LARGEST = 512 * 1024
View = Callable[..., HttpResponse]


class Refused(Exception):
    """A request that is not carried out; `code` names the sentence in `words.REFUSALS`."""

    def __init__(self, code: str, status: int = 422) -> None:
        super().__init__(code)
        self.code = code
        self.status = status


def answering(view: View) -> View:
    """The view with its refusals told as JSON."""

    def asked(desk: admin.ModelAdmin, request: HttpRequest, pk: int, **more: Any) -> HttpResponse:
        try:
            return view(desk, request, edition_of(desk, request, pk), **more)
        except Refused as error:
            return told(error.code, _(REFUSALS[error.code]), error.status)
        except WrongPassage as error:
            return told(error.code, _(PASSAGES[error.code]), 422)
        except TooLong:
            return told("too-long", _(REFUSALS["too-long"]), 422)
        except PermissionDenied as error:
            return told("forbidden", str(error) or _("Your account does not allow this."), 403)

    return asked


def told(code: str, said: str, status: int) -> JsonResponse:
    return JsonResponse({"code": code, "said": said}, status=status)


def body_of(request: HttpRequest) -> dict[str, Any]:
    """The JSON object of a request. Raises Refused."""
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        raise Refused("too-large", 413)
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        raise Refused("no-json", 400) from None
    if not isinstance(body, dict) or not all(map(is_text, strings(body))):
        raise Refused("no-json", 400)
    return body


def edition_of(desk: admin.ModelAdmin, request: HttpRequest, pk: int) -> Edition:
    edition = get_object_or_404(Edition.objects.select_related("document").defer("report", "parts"), pk=pk)
    if not desk.has_view_or_change_permission(request, edition):
        raise PermissionDenied
    return edition
