"""Compare the search index with the database, and put right what differs."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from documents.search.maintenance import compare
from documents.search.store import NoIndex


class Command(BaseCommand):
    help = "Compare the search index with the database; exit status 1 when they differ and are not repaired."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--repair", action="store_true", help="Make the index true to the database.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with tqdm(unit=" documents", disable=not sys.stderr.isatty()) as bar:
                found = compare(repair=options["repair"], starting=bar.reset, progress=bar.update)
        except NoIndex as error:
            raise CommandError(f"{error}: run `manage.py rebuild_index` first.") from error
        said = f"{found.stale} units missing or out of date, {found.gone} too many, in {len(found.documents)} documents"
        if found.is_true:
            self.stdout.write("Index and database agree.")
        elif options["repair"]:
            self.stdout.write(f"Repaired: {said}.")
        else:
            raise CommandError(f"{said}: run `manage.py check_index --repair`.")
