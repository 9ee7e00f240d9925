"""The version of what an editor saw when a form was sent, by which a write knows whether it has changed since."""

from __future__ import annotations

from django.http import HttpRequest

from documents.numbers import number_in


def version_in(request: HttpRequest) -> int:
    """The version that the form names; -1, which nothing has, where it names none."""
    return number_in(request.POST.get("version", "")) or -1
