"""The sentences that the admin's scripts say, in the editor's language."""

from __future__ import annotations

from django.utils.translation import gettext as _


def outline_words() -> dict[str, str]:
    """What the outline page's script says; %name% and the like are filled in by it."""
    return {
        "heading": _("Heading"),
        "saving": _("Saving …"),
        "saved": _("All changes are saved"),
        "failed": _("The change could not be saved. Check the connection and try again; nothing you typed is lost."),
        "undone": _("Undo"),
        "paragraphs": _("¶ %from%–%to%"),
        "paragraph": _("¶ %from%"),
        "expand": _("Expand or fold"),
        "drag": _("Drag"),
    }
