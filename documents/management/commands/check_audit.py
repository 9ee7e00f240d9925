"""Check that no entry of the audit log was changed or removed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.services.audit import check, seal


class Command(BaseCommand):
    help = "Check the audit log's chain; its last digest, noted elsewhere, proves that nothing is missing at its end."

    def handle(self, *args: Any, **options: Any) -> None:
        seal()
        found = check()
        if not found.is_whole:
            raise CommandError(
                _("The audit log was tampered with: entry %d is not as it was written.") % found.broken_at
            )
        self.stdout.write(
            ngettext("%d entry, as it was written.", "%d entries, as they were written.", found.count) % found.count
        )
        self.stdout.write(_("Last digest: %s") % found.digest)
