"""Write the site to one file, while people use it."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from documents.services.archive import UnfitArchive
from documents.services.backup import backup


class Command(BaseCommand):
    help = "Write everything the site holds to FILE, as it is at this moment; FILE is there only when it is whole."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.zip")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = backup(options["file"])
        except (UnfitArchive, OSError) as error:
            raise CommandError(str(error)) from error
        rows = sum(member.get("rows", 0) for member in manifest["members"])
        files = sum("rows" not in member for member in manifest["members"])
        told = _("%(rows)d rows and %(files)d files written and checked.")
        self.stdout.write(told % {"rows": rows, "files": files})
