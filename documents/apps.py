"""The documents app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = _("Library")

    def ready(self) -> None:
        """Begin to write the audit log; its module asks for the models, which are there only now."""
        import_module("documents.services.auditing").connect()
