"""Read a backup into an empty site."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from documents.services.archive import UnfitArchive
from documents.services.restore import restore


class Command(BaseCommand):
    help = "Read what `backup` wrote into a site without documents: all of it, or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.zip")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            call_command("migrate", verbosity=0)
            manifest = restore(options["file"])
        except (UnfitArchive, OSError) as error:
            raise CommandError(str(error)) from error
        rows = sum(member.get("rows", 0) for member in manifest["members"])
        told = _("%(rows)d rows restored from the backup of %(made)s. The index follows; `rebuild_index` hurries it.")
        self.stdout.write(told % {"rows": rows, "made": manifest["made"][:16]})
