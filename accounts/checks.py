"""What the settings for signing in must be, told when the site starts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from documents.services.permissions import Role


@register(Tags.security)
def check_roles(**options: Any) -> list[CheckMessage]:
    """An error for each word of ZHANGJU_SECOND_FACTOR that is no role."""
    known = [role.name.lower() for role in Role if role]
    return [
        Error(f"ZHANGJU_SECOND_FACTOR: {word!r} is no role.", hint=f"Roles: {', '.join(known)}.", id="accounts.E001")
        for word in settings.ZHANGJU_SECOND_FACTOR
        if word not in known
    ]
