"""Pages packed as Django's middleware does, by a library that takes a twelfth of its time for a fifth more bytes.

An answer's length has a part that is left to chance, as there, lest secrets in it be
guessed from how well it packs (BREACH).
"""

from __future__ import annotations

import gzip
import re
import secrets

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers
from isal import igzip

LEVEL = 1
#: Bytes below which an answer is sent as it is.
SHORT = 200
#: The flag of a packed file that has a name.
NAMED = bytes([gzip.FNAME])
ACCEPTED = re.compile(r"\bgzip\b")


class Packing(GZipMiddleware):
    """Middleware for whole answers; what is streamed is Django's to pack."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not isinstance(response, HttpResponse) or not is_to_be_packed(request, response):
            return super().process_response(request, response)
        response.content = packed(response.content, chance=secrets.randbelow(self.max_random_bytes))
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.content))
        if response.headers.get("ETag", "").startswith('"'):  # one of these bytes, not of the page (RFC 9110, 8.8.1)
            response.headers["ETag"] = f"W/{response.headers['ETag']}"
        patch_vary_headers(response, ["Accept-Encoding"])
        return response


def is_to_be_packed(request: HttpRequest, response: HttpResponse) -> bool:
    is_asked_for = ACCEPTED.search(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    return bool(is_asked_for) and len(response.content) >= SHORT and "Content-Encoding" not in response.headers


def packed(content: bytes, *, chance: int = 0) -> bytes:
    """The content in gzip format, with a file's name of so many bytes (RFC 1952, section 2.3)."""
    whole = igzip.compress(content, LEVEL, mtime=0)
    return whole[:3] + NAMED + whole[4:10] + b"a" * chance + b"\0" + whole[10:]
