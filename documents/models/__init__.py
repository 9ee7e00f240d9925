"""What is stored: documents, their editions and the sections of each."""

from documents.models.change import OutlineChange
from documents.models.document import Document
from documents.models.edition import Edition
from documents.models.section import Section
from documents.models.site import Site

__all__ = ["Document", "Edition", "OutlineChange", "Section", "Site"]
