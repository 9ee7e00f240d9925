"""What the desk says: why a thing was not done and what to do about it, and the sentences its script needs."""

from __future__ import annotations

from django.utils.translation import gettext, gettext_noop

#: Why a passage was refused, by the code of WrongPassage.
PASSAGES = {
    "no-passage": gettext_noop("No words are selected. Select some and save again; your note is kept."),
    "no-such-section": gettext_noop(
        "This section is not in this edition any more. Load the page again, your note is kept, and select anew."
    ),
    "outside": gettext_noop(
        "The selection reaches beyond the section’s text. Load the page again, your note is kept, and select anew."
    ),
    "other-words": gettext_noop(
        "The text reads differently here now. Load the page again, your note is kept, and select anew."
    ),
}

#: Why a request was refused, by code.
REFUSALS = {
    "no-json": gettext_noop("The request could not be read. Load the page again; what you typed is kept."),
    "too-large": gettext_noop("This is more than a note may hold. Shorten it and save again; nothing is lost."),
    "too-long": gettext_noop("A note may hold 100,000 characters. Shorten it and save again; nothing is lost."),
    "unsafe": gettext_noop("The note holds a program or a link that runs one. Take it out and save again."),
    "no-such-verb": gettext_noop("There is no such change."),
    "no-such-kind": gettext_noop("This kind of note is not there any more. Choose another one and save again."),
    "no-such-concept": gettext_noop("A concept is not there any more. Take it out and save again."),
    "bad-value": gettext_noop("One of the values cannot be used. Load the page again; what you typed is kept."),
    "not-found": gettext_noop("This note is not there any more, or it is not for you to see."),
    "stale": gettext_noop(
        "Somebody else has changed this note meanwhile. Compare, and choose what shall stand; nothing is lost."
    ),
    "nothing-chosen": gettext_noop("Nothing is ticked, or it has been settled meanwhile. Nothing was changed."),
    "empty": gettext_noop("Write something, or choose a concept, and save again."),
}

#: Why a suggested passage may not mean the concept, by the code of `services.doubts`.
DOUBTS = {
    "inside": gettext_noop("Doubtful: within a longer term"),
    "title": gettext_noop("Doubtful: in the name of a text"),
    "crossing": gettext_noop("Doubtful: the words may be parted otherwise here"),
    "refused": gettext_noop("Doubtful: put aside elsewhere, between the same words"),
}

#: What is said when a thing is done, by verb.
DONE = {
    "create": gettext_noop("Note saved"),
    "edit": gettext_noop("Note saved"),
    "place": gettext_noop("Passage moved"),
    "extend": gettext_noop("Passage added"),
    "retire": gettext_noop("Passage retired"),
    "confirm": gettext_noop("Place confirmed"),
    "reply": gettext_noop("Reply saved"),
    "resolve": gettext_noop("Marked as resolved"),
    "reopen": gettext_noop("Opened again"),
    "delete": gettext_noop("Note deleted"),
    "restore": gettext_noop("Note restored"),
    "revert": gettext_noop("The earlier words stand again"),
}

#: What a recorded change is called in a note's history.
CHANGES = {
    "create": gettext_noop("written"),
    "edit": gettext_noop("changed"),
    "place": gettext_noop("moved"),
    "extend": gettext_noop("passage added"),
    "retire": gettext_noop("passage retired"),
    "confirm": gettext_noop("place confirmed"),
    "delete": gettext_noop("deleted"),
    "restore": gettext_noop("restored"),
}

#: What the script says by itself; {name} is filled in by it.
SCRIPT = {
    "saving": gettext_noop("Saving …"),
    "saved": gettext_noop("Saved {time}"),
    "failed": gettext_noop("Nothing was saved. Check the connection and try again; what you typed is kept."),
    "signed_out": gettext_noop(
        "You are no longer signed in. Sign in again in another window, then save; what you typed is kept."
    ),
    "selected": gettext_noop("Selected: {words}. Enter writes a note."),
    "picked": gettext_noop("{count} passages"),
    "add": gettext_noop("Select the words to add, then press Enter. Esc goes back to the note."),
    "replace": gettext_noop("Select the words this note belongs to, then press Enter. Esc leaves it as it is."),
    "edge": gettext_noop("←→ moves this edge by a character, Ctrl with ←→ by a word, Enter keeps it, Esc leaves it."),
    "edge_start": gettext_noop("Beginning of the passage"),
    "edge_end": gettext_noop("End of the passage"),
    "new_note": gettext_noop("New note"),
    "remove": gettext_noop("Remove {name}"),
    "create_concept": gettext_noop("New concept “{name}”"),
    "create_where": gettext_noop("on the top level"),
    "results": gettext_noop("{count} concepts"),
    "undo": gettext_noop("Undo"),
    "undone": gettext_noop("Undone"),
    "close": gettext_noop("Close"),
    "kept": gettext_noop("An unsaved note on “{words}” was kept."),
    "settled": gettext_noop("settled"),
    "others": gettext_noop("Then look at the other {count} places that read “{words}”"),
    "others_need": gettext_noop("Choose the concept to tag the other places with, or take the tick away."),
}


def script_words() -> dict[str, str]:
    """The script's sentences in the editor's language."""
    return {name: gettext(sentence) for name, sentence in SCRIPT.items()}
