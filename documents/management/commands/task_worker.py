"""Do what is in the queue of tasks, for a site whose server processes do not (ZHANGJU_TASK_THREAD=0)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from documents.services.worker import tender, work


class Command(BaseCommand):
    help = "Do the background jobs, until stopped."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--once", action="store_true", help="Do what waits now, then stop.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            work()
        else:
            tender.run()
