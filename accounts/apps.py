"""The accounts app: who signs in, how, and for how long."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Begin to watch over sessions; the modules ask for models, which are there only now."""
        import_module("accounts.checks")
        import_module("accounts.sessions").connect()
        import_module("accounts.notices").connect()
