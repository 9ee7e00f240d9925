"""Who asks: the address of the client, behind a proxy too."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The client's address; '' where the server does not tell.

    A proxy on this machine is believed: what it put last in X-Forwarded-For is the address that spoke to it. Whatever
    stands before that, the client may have made up.
    """
    direct = str(request.META.get("REMOTE_ADDR") or "")
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return forwarded if forwarded and is_loopback(direct) else direct


def is_loopback(host: str) -> bool:
    """Whether a host's name or address, perhaps with a port, is this machine itself; '' is (a socket of its own)."""
    is_bare = host.count(":") > 1 and not host.startswith("[")  # an IPv6 address, without a port
    try:
        name = host if is_bare else urlsplit(f"//{host}").hostname or ""
        return name in ("", "localhost") or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
