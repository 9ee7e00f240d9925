"""Write the whole site to a folder."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from documents.exporters.registry import WRITERS
from documents.management.progress import progress
from documents.services.site_export import FORMS, FolderInUse, editions, export_site, prepare


class Command(BaseCommand):
    help = "Write every published edition with its public notes to a folder; the same content gives the same bytes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER", help="new or empty")
        parser.add_argument(
            "--formats", nargs="+", default=FORMS, choices=sorted(WRITERS), help="all but PDF by default"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            prepare(options["folder"])
            chosen = progress(editions(), unit="editions", show=options["verbosity"] > 0)
            entries = export_site(options["folder"], chosen, forms=options["formats"])
        except FolderInUse as error:
            raise CommandError(_("%s is not empty.") % error) from error
        except OSError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _("%(count)d editions written to %(folder)s.") % {"count": len(entries), "folder": options["folder"]}
        )
