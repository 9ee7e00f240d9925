"""The documents app."""

from importlib import import_module

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from documents import site_version, slow_queries


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = _("Library")

    def ready(self) -> None:
        """Time the database's statements, watch what all pages show, begin to write the audit log, register the checks.

        The log's module asks for the models.
        """
        connection_created.connect(slow_queries.watch, dispatch_uid="slow-queries")
        post_migrate.connect(site_version.watch, sender=self)
        import_module("documents.services.auditing").connect()
        import_module("documents.checks")
