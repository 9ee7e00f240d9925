"""What a person is to the site, by the groups an administrator put them in.

Django's `is_staff` opens the admin's door and gives no role.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any


class Role(IntEnum):
    """What a person is to the site, each including the ones before."""

    READER = 0
    VIEWER = 1
    ANNOTATOR = 2
    EDITOR = 3
    ADMINISTRATOR = 4


#: The groups that give a role.
GROUPS = {"Viewers": Role.VIEWER, "Annotators": Role.ANNOTATOR, "Editors": Role.EDITOR}


def role_of(user: Any) -> Role:
    """The highest role a user has; one query, kept with the user."""
    if not user.is_authenticated or not user.is_active:
        return Role.READER
    if user.is_superuser:
        return Role.ADMINISTRATOR
    kept = getattr(user, "_zhangju_role", None)
    if kept is None:
        names = user.groups.values_list("name", flat=True)
        kept = user._zhangju_role = max((GROUPS.get(name, Role.READER) for name in names), default=Role.READER)
    return Role(kept)
