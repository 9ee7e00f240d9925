"""Who may do what: four roles and one table, asked by pages, admin and API alike.

A viewer reads what editors share, an annotator writes notes of their own and keeps them from the public, an editor
publishes notes and works on documents and concepts, an administrator also sets up the site.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from documents.models import Annotation
from documents.models.role import GROUPS, Role, role_of

__all__ = ["GROUPS", "RULES", "Role", "Rule", "may", "require", "role_of"]


class Rule(NamedTuple):
    """The role a verb takes on something of one's own, and on anybody's."""

    own: Role
    any: Role


RULES = {
    "read drafts": Rule(Role.VIEWER, Role.VIEWER),
    "annotate": Rule(Role.ANNOTATOR, Role.ANNOTATOR),
    "reply": Rule(Role.ANNOTATOR, Role.ANNOTATOR),
    "edit": Rule(Role.ANNOTATOR, Role.EDITOR),
    "delete": Rule(Role.ANNOTATOR, Role.EDITOR),
    "resolve": Rule(Role.ANNOTATOR, Role.EDITOR),
    "publish": Rule(Role.EDITOR, Role.EDITOR),
    "sign for the board": Rule(Role.EDITOR, Role.EDITOR),
    "write concepts": Rule(Role.EDITOR, Role.EDITOR),
    "write documents": Rule(Role.EDITOR, Role.EDITOR),
    "set up": Rule(Role.ADMINISTRATOR, Role.ADMINISTRATOR),
}


def may(user: Any, verb: str, note: Annotation | None = None) -> bool:
    """Whether a user may do a thing, to a note where one is given.

    What is public is an editor's to change, whoever wrote it, and another's private note is nobody's but an
    administrator's.
    """
    role, rule = role_of(user), RULES[verb]
    if note is None:
        return role >= rule.own
    if note.author_id == user.pk and note.visibility != Annotation.Visibility.PUBLIC:
        return role >= rule.own
    if note.author_id != user.pk and note.visibility == Annotation.Visibility.PRIVATE:
        return role >= Role.ADMINISTRATOR
    return role >= rule.any


def require(user: Any, verb: str, note: Annotation | None = None) -> None:
    """Raise PermissionDenied, in words, unless the user may."""
    if not may(user, verb, note):
        raise PermissionDenied(_("Your account does not allow this. An editor can do it, or give you the role."))
