"""Who asks: the address of the client, behind a proxy too."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The client's address; '' where the server does not tell.

    A proxy on this machine, or one that ZHANGJU_PROXIES names, is believed: what it put last in X-Forwarded-For is the
    address that spoke to it. Whatever stands before that, the client may have made up.
    """
    direct = str(request.META.get("REMOTE_ADDR") or "")
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return forwarded if forwarded and is_proxy(direct) else direct


def client_of(request: HttpRequest) -> str:
    """What a client is counted by: its address, and of IPv6 the network of 64 bits, all of which one subscriber has."""
    address = address_of(request)
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 4 or known.ipv4_mapped or known.is_loopback:
        return address
    return str(ipaddress.ip_network(f"{known}/64", strict=False).network_address)


def is_proxy(address: str) -> bool:
    """Whether what comes from an address was passed on for somebody else."""
    try:
        return is_loopback(address) or any(
            ipaddress.ip_address(address) in ipaddress.ip_network(network) for network in settings.ZHANGJU_PROXIES
        )
    except ValueError:
        return False


def is_loopback(host: str) -> bool:
    """Whether a host's name or address, perhaps with a port, is this machine itself; '' is (a socket of its own)."""
    is_bare = host.count(":") > 1 and not host.startswith("[")  # an IPv6 address, without a port
    try:
        name = host if is_bare else urlsplit(f"//{host}").hostname or ""
        return name in ("", "localhost") or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
