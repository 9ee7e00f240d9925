"""Why a passage stands where it does in a new text, in words: a sentence for each reason."""

from __future__ import annotations

from django.utils.translation import gettext, gettext_noop

SENTENCES = {
    "same": gettext_noop("The words stand unchanged where they stood."),
    "moved": gettext_noop("The words stand unchanged in another place."),
    "changed": gettext_noop("The words were changed; what stands around them holds them."),
    "much-changed": gettext_noop("Hardly enough of the words is left."),
    "thin-context": gettext_noop("The words are there, but little of what stood around them is."),
    "twin": gettext_noop("The new text has this passage more often, or less often, than the old one."),
    "copied": gettext_noop("The passage moved away, and some of it stayed behind."),
    "rival": gettext_noop("The same words stand elsewhere in more familiar surroundings."),
    "gone": gettext_noop("No word of it is left."),
    "other-words": gettext_noop("What stands in its place says something else."),
    "taken": gettext_noop("The words that are left come from another passage."),
    "empty": gettext_noop("There is nothing but white space in it."),
    "two-ways": gettext_noop("Seen from the text the note was made on, it would stand elsewhere."),
    "first-only": gettext_noop("It was lost in between; the text the note was made on leads here."),
}


def reason(code: str) -> str:
    """The sentence for a reason; the code itself where it has none."""
    return gettext(SENTENCES[code]) if code in SENTENCES else code
