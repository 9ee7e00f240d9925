"""Make the site ready to be served: database, translations, static files; on the first start, sample documents."""

from __future__ import annotations

import os
import secrets
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from documents.models import Document
from documents.search.maintenance import freshen
from documents.services.kept_html import keep_html
from documents.services.sample_notes import add_sample_notes
from documents.services.samples import add_samples

EDITOR = "editor"


class Command(BaseCommand):
    requires_system_checks = []  # what they would warn of on a first start is what this mends
    help = "Make the site ready to be served; what is there already is kept, so that it can be run before every start."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--address", default="", help="where the site will answer; printed at the end")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("compile_catalogues")
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        users = get_user_model().objects
        if not users.exists():
            is_new = not Document.objects.exists()
            if is_new:
                self.stdout.write(_("%d sample texts stored.") % len(add_samples()))
            password = os.environ.get("ZHANGJU_EDITOR_PASSWORD") or secrets.token_urlsafe(12)
            editor = users.create_superuser(EDITOR, password=password)
            if is_new:
                self.stdout.write(_("%d sample notes stored.") % len(add_sample_notes(editor)))
            shown = _("the one you gave") if os.environ.get("ZHANGJU_EDITOR_PASSWORD") else password
            self.stdout.write(
                _("Editor account: %(name)s, password: %(password)s") % {"name": EDITOR, "password": shown}
            )
            if shown == password:
                self.stdout.write(_("The password is not shown again; it can be changed in the admin."))
        keep_html()
        freshen()
        if options["address"]:
            self.stdout.write(_("The site: %s") % options["address"])
            self.stdout.write(_("To edit: %s") % f"{options['address']}admin/")
