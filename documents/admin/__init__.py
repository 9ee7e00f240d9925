"""The editors' desk: Django's admin with an outline editor, an import review and a page of what waits."""

from documents.admin import document, edition, site, token, upload

__all__ = ["document", "edition", "site", "token", "upload"]
