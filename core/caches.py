"""Where the site keeps what it can make again, by ZHANGJU_CACHE."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured

#: Schemes of a Redis server's address.
REDIS = ("redis://", "rediss://", "unix://")


def cache_at(place: str) -> dict[str, Any]:
    """The settings of a cache: 'memory', 'database', or a Redis server's address. Raises ImproperlyConfigured.

    A Redis server that is away makes the site slower and is no reason to fail.

    >>> cache_at("memory")["BACKEND"]
    'django.core.cache.backends.locmem.LocMemCache'
    """
    if place == "memory":
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if place == "database":
        return {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "zhangju_cache"}
    if place.startswith(REDIS):
        options = {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 1, "SOCKET_TIMEOUT": 1}
        return {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": place, "OPTIONS": options}
    raise ImproperlyConfigured(f"ZHANGJU_CACHE must be memory, database or redis://…, not {place!r}")
