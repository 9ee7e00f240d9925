"""The editors' desk: Django's admin with an outline editor, an import review, annotation and a page of what waits."""

from documents.admin import (
    annotation,
    audit,
    concept,
    document,
    edition,
    erratum,
    job,
    note_kind,
    site,
    target,
    token,
    trash,
    upload,
)

__all__ = [
    "annotation",
    "audit",
    "concept",
    "document",
    "edition",
    "erratum",
    "job",
    "note_kind",
    "site",
    "target",
    "token",
    "trash",
    "upload",
]
