"""Delete for good what has lain in the trash long enough."""

from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import ngettext

from documents.models import TrashItem
from documents.services.pictures import forget
from documents.services.trash import empty, expire


class Command(BaseCommand):
    help = "Delete for good what has lain in the trash for longer than ZHANGJU_TRASH_DAYS, or than --days."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, help="0 empties the trash")

    def handle(self, *args: Any, **options: Any) -> None:
        days = options["days"]
        if days is None:
            count = expire()
        else:
            count = empty(TrashItem.objects.filter(made__lte=timezone.now() - dt.timedelta(days=days)))
        forget()
        self.stdout.write(ngettext("%d thing is gone for good.", "%d things are gone for good.", count) % count)
