"""The HTML kept beside notes, made for those that an older release stored, or made it for."""

from __future__ import annotations

from documents import markup
from documents.models import Annotation

#: Notes written at a time, so that nobody has to wait.
BATCH = 500


def keep_html() -> int:
    """How many notes lacked the HTML of this release; now they have it. Nothing else of them is touched.

    Of one that is changed meanwhile, what is kept does not fit its words, and is not used.
    """
    lacking = Annotation.objects.exclude(body="").exclude(html__startswith=markup.RELEASE).order_by().only("body")
    count = 0
    while notes := list(lacking[:BATCH]):
        for note in notes:
            note.html = markup.to_keep(note.body)
        count += Annotation.objects.bulk_update(notes, ["html"])
    return count
