"""Check that no entry of the audit log was changed or removed."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.models import AuditEntry
from documents.services.audit import check, seal


class Command(BaseCommand):
    help = "Check the audit log's chain; its last digest, noted elsewhere, proves that nothing is missing at its end."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--noted", metavar="DIGEST", help="a last digest noted earlier, which must be in the chain")

    def handle(self, *args: Any, **options: Any) -> None:
        seal()
        found = check()
        if not found.is_whole:
            raise CommandError(
                _("The audit log was tampered with: entry %d is not as it was written.") % found.broken_at
            )
        if options["noted"] and not AuditEntry.objects.sealed().filter(digest=options["noted"]).exists():
            raise CommandError(_("The audit log was cut: the digest noted earlier is not in it."))
        self.stdout.write(
            ngettext("%d entry, as it was written.", "%d entries, as they were written.", found.count) % found.count
        )
        self.stdout.write(_("Last digest: %s") % found.digest)
