"""The concepts as SKOS: all of them, or one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from documents.api.endpoint import Endpoint, etag
from documents.exporters.skos import MEDIA_TYPES, Form, write
from documents.models import Concept
from documents.services.vocabulary import tell

#: The end of a file's name → the form of what is in it.
FORMS: dict[str, Form] = {"ttl": "turtle", "rdf": "xml"}


class Concepts(Endpoint):
    """Every concept of the site, or the one named."""

    def get(self, request: HttpRequest, form: str, slug: str = "") -> HttpResponse:
        """The vocabulary in the form asked for."""
        found = Concept.objects.listed()
        chosen = [get_object_or_404(found, slug=slug)] if slug else found
        address = f"{self.addresses.base}/concepts/"
        body = write(tell(chosen, address=address), form=FORMS[form])
        media_type = f"{MEDIA_TYPES[FORMS[form]]}; charset=utf-8"
        return HttpResponse(body, content_type=media_type, headers={"ETag": etag(body)})
