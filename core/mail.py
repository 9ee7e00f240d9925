"""The mail server, read from one address.

>>> server("smtps://site:secret@mail.example").port
465
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

#: How an address's scheme is spoken, and its usual port: plain, with STARTTLS, with TLS from the first byte.
PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


class Server(NamedTuple):
    """Where mail is handed in; `host` is empty where there is no such place."""

    host: str
    port: int
    user: str
    password: str
    is_upgraded: bool
    is_wrapped: bool


def server(address: str) -> Server:
    """The server at an address. Raises ImproperlyConfigured for one of any other form, without telling it."""
    parts = urlsplit(address)
    if address and (parts.scheme not in PORTS or not parts.hostname):
        raise ImproperlyConfigured("ZHANGJU_MAIL must be like smtp+tls://user:password@host:587")
    return Server(
        host=parts.hostname or "",
        port=parts.port or PORTS.get(parts.scheme, 25),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_upgraded=parts.scheme == "smtp+tls",
        is_wrapped=parts.scheme == "smtps",
    )
