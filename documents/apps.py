"""The documents app."""

from importlib import import_module

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _

from documents import slow_queries


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = _("Library")

    def ready(self) -> None:
        """Time the database's statements, and begin to write the audit log; its module asks for the models."""
        connection_created.connect(slow_queries.watch, dispatch_uid="slow-queries")
        import_module("documents.services.auditing").connect()
