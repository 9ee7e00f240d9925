"""Keep the search index up to date, for a site whose server processes do not (ZHANGJU_INDEX_THREAD=0)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from documents.search.maintenance import freshen
from documents.search.worker import tender


class Command(BaseCommand):
    help = "Write to the search index what has changed, until stopped."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--once", action="store_true", help="Write what waits now, then stop.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["once"]:
            tender.run()
        freshen()
