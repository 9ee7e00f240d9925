"""Make the search index anew from the database, beside the one in use, and put it in its place."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from documents.search.maintenance import rebuild_from_database


class Command(BaseCommand):
    help = "Make the search index anew from the database; readers use the old one until the new one is complete."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--noinput", action="store_true", help="Accepted for haystack's sake; nothing is asked.")

    def handle(self, *args: Any, **options: Any) -> None:
        with tqdm(unit=" editions", disable=not sys.stderr.isatty()) as bar:
            written = rebuild_from_database(starting=bar.reset, progress=bar.update)
        self.stdout.write(f"{written} units are in the index.")
