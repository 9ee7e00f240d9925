"""Let somebody in again whose app and recovery codes are lost."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.open_sessions import end_sessions
from accounts.second_factor import remove


class Command(BaseCommand):
    help = "Take a person's second factor away and end their sessions: the password alone signs them in again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        user = get_user_model()._default_manager.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(_("There is no account of this name."))
        remove(user)
        end_sessions(user)
        self.stdout.write(_("%s signs in with the password alone.") % user)
