"""Every verb, asked by every role, of one's own and of another's note."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group, User

from documents.models import Annotation, NoteKind
from documents.services.permissions import GROUPS, RULES, may

pytestmark = pytest.mark.django_db
ROLES = ["reader", "viewer", "annotator", "editor", "administrator"]


def person(role: str) -> User | AnonymousUser:
    if role == "reader":
        return AnonymousUser()
    user = User.objects.create_user(role, is_superuser=role == "administrator")
    for name in GROUPS:
        if name.lower().startswith(role):
            user.groups.add(Group.objects.get_or_create(name=name)[0])
    return user


def note(author: User, visibility: str) -> Annotation:
    kind = NoteKind.objects.first()
    return Annotation.objects.create(author=author, kind=kind, motivation=kind.motivation, visibility=visibility)


#: Who is the first role that may: in general, to an own draft, an own public note, another's draft, another's private.
MATRIX = {
    "read drafts": ("viewer", "viewer", "viewer", "viewer", "administrator"),
    "annotate": ("annotator", "annotator", "annotator", "annotator", "administrator"),
    "reply": ("annotator", "annotator", "annotator", "annotator", "administrator"),
    "edit": ("annotator", "annotator", "editor", "editor", "administrator"),
    "delete": ("annotator", "annotator", "editor", "editor", "administrator"),
    "resolve": ("annotator", "annotator", "editor", "editor", "administrator"),
    "publish": ("editor", "editor", "editor", "editor", "administrator"),
    "sign for the board": ("editor", "editor", "editor", "editor", "administrator"),
    "write concepts": ("editor", "editor", "editor", "editor", "administrator"),
    "write documents": ("editor", "editor", "editor", "editor", "administrator"),
    "set up": ("administrator",) * 5,
}


@pytest.mark.parametrize("verb", RULES)
@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_what_the_table_says(verb, role):
    user, other = person(role), User.objects.create_user("other")
    asked = [None]
    if role != "reader":
        asked += [note(user, "editors"), note(user, "public")]
    else:
        asked += [note(other, "editors"), note(other, "public")]
    asked += [note(other, "editors"), note(other, "private")]
    expected = [ROLES.index(role) >= ROLES.index(first) for first in MATRIX[verb]]
    assert [may(user, verb, thing) for thing in asked] == expected
