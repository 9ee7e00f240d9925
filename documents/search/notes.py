"""What the index is told of the public notes on texts: their words, so that they are found as the words of texts are.

for note in notes_of([edition.pk])[edition.pk]:
    writer.add_document(**note.record())

They are a layer of their own in the index (`snapshot.Snapshot.notes`). A note that follows its words into a new edition
is told once for each edition, which alone says who may see it; only those on published ones are here.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from documents.folding import fold
from documents.markup import to_words
from documents.models import Annotation, Edition, Target
from documents.search.schema import NOTE
from documents.search.store import Record
from documents.search.stored import as_json

CONTENT_TYPE = "documents.annotation"


@dataclass(frozen=True)
class NoteDraft:
    """A note on an edition before its words are folded."""

    key: UUID
    body: str
    modified: dt.datetime
    edition: int
    document: int

    @property
    def id(self) -> str:
        return f"{CONTENT_TYPE}.{self.key}.{self.edition}"

    @property
    def sections(self) -> frozenset[int]:
        """It holds none: a unit does."""
        return frozenset()

    @cached_property
    def shown(self) -> Record:
        """What is kept: which note it is, and a digest of everything that the index is told."""
        facts = as_json([self.id, self.body, self.modified.isoformat()])
        return {"id": self.id, "note": str(self.key), "digest": hashlib.blake2b(facts, digest_size=8).hexdigest()}

    def record(self) -> Record:
        """What the index is told."""
        text = fold(to_words(self.body))
        return {
            "id": self.id,
            "django_ct": CONTENT_TYPE,
            "django_id": str(self.key),
            "text": text,
            "characters": text,
            "note": str(self.key),
            "state": NOTE,
            "work": str(self.document),
            "date": int(self.modified.timestamp()),
            "shown": self.shown,
        }


def notes_of(editions: Iterable[int]) -> dict[int, list[NoteDraft]]:
    """The public notes on some editions, those that readers may see, by edition; one statement."""
    published = Target.objects.filter(edition__in=list(editions), edition__state=Edition.State.PUBLISHED)
    standing = published.filter(annotation__in=Annotation.objects.public()).exclude(annotation__body="")
    names = ("annotation", "annotation__body", "annotation__modified", "edition", "edition__document")
    found: dict[int, list[NoteDraft]] = defaultdict(list)
    for row in standing.order_by("annotation").values_list(*names).distinct():
        found[row[3]].append(NoteDraft(*row))
    return found
