"""What is wrong with a note sent or brought in, in the language of who sent it: a sentence for each code."""

from __future__ import annotations

from django.utils.translation import gettext, gettext_noop

#: A sentence for each code.
SENTENCES = {
    "no-token": gettext_noop("Writing needs a token: send it as “Authorization: Bearer …”."),
    "bad-token": gettext_noop("This token is not known or no longer valid."),
    "forbidden": gettext_noop("Your account does not allow this. An editor can do it, or give you the role."),
    "not-found": gettext_noop("There is nothing at this address."),
    "deleted": gettext_noop("This note has been deleted."),
    "method": gettext_noop("This address does not answer this method; “Allow” lists those it answers."),
    "stale": gettext_noop("The note has changed since you read it. Read it again and repeat your change."),
    "no-if-match": gettext_noop("Send the ETag of the note you read as “If-Match”, so that nobody's change is lost."),
    "too-large": gettext_noop("The body is longer than a note may be."),
    "media-type": gettext_noop("Send JSON-LD: application/ld+json or application/json."),
    "no-json": gettext_noop("The body is not JSON."),
    "too-deep": gettext_noop("The body is nested too deeply."),
    "no-annotation": gettext_noop("The body is no Web Annotation: its type must be “Annotation”."),
    "characters": gettext_noop("The text holds characters that cannot be stored: NUL or half a surrogate pair."),
    "already-here": gettext_noop("The same annotation is here already."),
    "script": gettext_noop("The note's words hold a script or markup that runs one. Take it out and send it again."),
    "outside": gettext_noop("The passage's offsets lie outside the section's text."),
    "other-words": gettext_noop("The quoted words do not stand in the text, or stand there more than once."),
    "no-such-section": gettext_noop("The text has no section at this address."),
    "no-such-text": gettext_noop("There is no text at the target's address."),
    "no-passage": gettext_noop("A note needs a passage to stand on."),
    "no-target": gettext_noop("A note needs a passage to stand on."),
    "no-selector": gettext_noop("The target names no passage: give a TextQuoteSelector."),
    "no-quote": gettext_noop(
        "On the page of a whole document a passage is found by its words: give a TextQuoteSelector."
    ),
    "selector": gettext_noop("The selector cannot be read."),
    "target": gettext_noop("The target cannot be read."),
    "body": gettext_noop("A body cannot be read."),
    "tag": gettext_noop("A tag needs a label or a concept's address."),
    "format": gettext_noop("The note's words must be plain text or Markdown."),
    "motivation": gettext_noop("The motivation is not in the Web Annotation vocabulary."),
    "no-such-concept": gettext_noop("There is no concept at this address."),
    "bad-query": gettext_noop("A parameter of the address cannot be read."),
}


def sentence(code: str) -> str:
    """What a code says, in the reader's language; the code itself where it has no sentence."""
    return gettext(SENTENCES[code]) if code in SENTENCES else code
