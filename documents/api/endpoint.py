"""What every address for programs has in common: methods, tokens, ETags, refusals as JSON.

Reading needs no sign-in and knows no cookies; writing needs a token. So no answer depends on a browser's session, and
no form on another site can write in an editor's name.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from documents.api import problems
from documents.api.problems import Problem
from documents.models import ApiToken
from documents.services.addresses import Addresses
from documents.services.audit import acts

#: Bytes of a body; the longest note takes 300,000 in UTF-8.
LARGEST = 512 * 1024
JSON = frozenset(("application/ld+json", "application/json"))
EXPOSED = "Allow, Accept-Post, Content-Location, ETag, Link, Location, Vary"


@method_decorator(csrf_exempt, name="dispatch")
class Endpoint(View):
    """A view for programs. A subclass has a method for each verb it answers."""

    #: Header fields of every answer.
    headers: dict[str, str] = {}
    vary: tuple[str, ...] = ("Accept", "Authorization")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer the verb, or tell why not; an undeclared verb before anything else."""
        response = self._answer(request, *args, **kwargs)
        response.headers["Allow"] = ", ".join(name.upper() for name in self.http_method_names if hasattr(self, name))
        for name, value in {**self.headers, **cors(request)}.items():
            response.headers.setdefault(name, value)
        patch_vary_headers(response, self.vary)
        return response

    def _answer(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        name = (request.method or "").lower()
        handler = getattr(self, name, None) if name in self.http_method_names else None
        if handler is None:
            return problems.answer(405, "method")
        try:
            self.addresses = Addresses(request.build_absolute_uri("/")[:-1])
            self.person = person_of(request)
            response: HttpResponseBase = handler(request, *args, **kwargs)
            return response
        except Exception as error:
            told = problems.of(error)
            if told is None:
                raise
            return told

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An empty answer whose header fields tell what may be done here."""
        return HttpResponse(headers={"Content-Length": "0"})

    def writer(self) -> Any:
        """The person whose token came with the request. Raises Problem."""
        if not self.person.is_authenticated:
            raise Problem(401, "no-token", WWW_Authenticate="Bearer")
        return self.person


def person_of(request: HttpRequest) -> Any:
    """Whose token the request carries, or nobody. Raises Problem for a token that is not good."""
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    if not scheme:
        return AnonymousUser()
    token = ApiToken.objects.of(text.strip()) if scheme.lower() == "bearer" else None
    if token is None:
        raise Problem(401, "bad-token", WWW_Authenticate='Bearer error="invalid_token"')
    token.mark_used()
    acts(token.user)
    return token.user


def body_of(request: HttpRequest) -> Any:
    """The JSON of a request. Raises Problem."""
    if (request.content_type or "").lower() not in JSON:
        raise Problem(415, "media-type", Accept_Post=", ".join(sorted(JSON)))
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        raise Problem(413, "too-large")
    try:
        return json.loads(request.body, parse_constant=_no_number)
    except RecursionError:
        raise Problem(400, "too-deep") from None
    except ValueError:
        raise Problem(400, "no-json") from None


def told(data: Any, *, media_type: str = "application/json", status: int = 200) -> HttpResponse:
    """A JSON answer with the ETag of what it says."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return HttpResponse(body, status=status, content_type=media_type, headers={"ETag": etag(body)})


def etag(body: bytes) -> str:
    """The strong validator of a representation."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def matches(header: str, tag: str) -> bool:
    """Whether an If-Match header names the tag; a compressed answer's weak tag counts as its own."""
    named = [each.strip().removeprefix("W/") for each in header.split(",")]
    return "*" in named or tag in named


def cors(request: HttpRequest) -> dict[str, str]:
    """Fields that let pages of other sites read: nothing here depends on cookies."""
    allowed = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": EXPOSED}
    if request.method == "OPTIONS":
        allowed["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS, POST, PUT, DELETE"
        allowed["Access-Control-Allow-Headers"] = "Accept, Authorization, Content-Type, If-Match, Prefer"
    return allowed


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")
