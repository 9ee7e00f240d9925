"""Settings read from environment variables, each with its type; what is malformed is told by name.

>>> flag("ZHANGJU_UNSET_EXAMPLE", default=False)
False
"""

from __future__ import annotations

import os

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """The variable as written, or the default."""
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    """The variable as a yes or no. Raises ImproperlyConfigured for anything else."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off"):
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}")


def number(name: str, *, default: int) -> int:
    """The variable as a whole number. Raises ImproperlyConfigured for anything else."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}") from None


def words(name: str) -> list[str]:
    """The variable as a list, parted by commas."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]
