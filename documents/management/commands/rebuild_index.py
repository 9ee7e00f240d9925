"""Make the search index anew from the database, beside the one in use, and put it in its place."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from documents.search.maintenance import IndexIsBusy, rebuild_from_database

#: A running site takes in what waits in less; seconds.
PATIENCE = 10.0


class Command(BaseCommand):
    help = "Make the search index anew from the database; readers use the old one until the new one is complete."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--noinput", action="store_true", help="Accepted for haystack's sake; nothing is asked.")

    def handle(self, *args: Any, **options: Any) -> None:
        with tqdm(unit=" editions", disable=not sys.stderr.isatty()) as bar:
            try:
                written = rebuild_from_database(patience=PATIENCE, starting=bar.reset, progress=bar.update)
            except IndexIsBusy as error:
                raise CommandError(_("Another process is making the index.")) from error
        self.stdout.write(f"{written} units are in the index.")
