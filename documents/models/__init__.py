"""What is stored: documents, their editions and sections; notes and the concepts they are tagged with."""

from documents.models.annotation import Annotation, AnnotationChange, Motivation, NoteKind, Target
from documents.models.audit import AuditEntry
from documents.models.change import OutlineChange
from documents.models.comparison import Comparison
from documents.models.concept import Concept, Gloss, Label, Theme
from documents.models.document import Document
from documents.models.edition import Edition
from documents.models.erratum import Erratum
from documents.models.former import FormerSlug
from documents.models.job import Job
from documents.models.outbox import IndexChange
from documents.models.picture import Picture
from documents.models.section import Section
from documents.models.site import Site
from documents.models.succession import Succession
from documents.models.tagging import Dismissal, Tagging
from documents.models.token import ApiToken
from documents.models.trash import TrashItem
from documents.models.upload import Upload

__all__ = [
    "Annotation",
    "AnnotationChange",
    "ApiToken",
    "AuditEntry",
    "Comparison",
    "Concept",
    "Dismissal",
    "Document",
    "Edition",
    "Erratum",
    "FormerSlug",
    "Gloss",
    "IndexChange",
    "Job",
    "Label",
    "Motivation",
    "NoteKind",
    "OutlineChange",
    "Picture",
    "Section",
    "Site",
    "Succession",
    "Tagging",
    "Target",
    "Theme",
    "TrashItem",
    "Upload",
]
