"""Check that every edition's outline is sound, and mend what is not."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

from documents.management.progress import progress
from documents.models import Edition
from documents.services.outlines_check import check, repair


class Command(BaseCommand):
    help = "Check every edition's outline against each section's parent and the order; --repair writes the rest anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", nargs="*", help="documents to check; all where none is named")
        parser.add_argument("--repair", action="store_true", help="mend what is wrong")

    def handle(self, *args: Any, **options: Any) -> None:
        editions = Edition.objects.order_by("pk")
        if options["slug"]:
            editions = editions.filter(document__slug__in=options["slug"])
        wrong = 0
        total = editions.count()
        for edition in progress(editions.iterator(), unit="editions", total=total, show=options["verbosity"] > 0):
            if faults := (repair if options["repair"] else check)(edition):
                wrong += 1
                told = ", ".join(f"{code} {count}" for code, count in sorted(faults.items()))
                self.stdout.write(f"{edition.pk} {edition}: {told}")
        self.stdout.write(ngettext("%d outline checked.", "%d outlines checked.", total) % total)
        if wrong and options["repair"]:
            self.stdout.write(ngettext("%d was mended.", "%d were mended.", wrong) % wrong)
        elif wrong:
            raise CommandError(ngettext("%d is not sound.", "%d are not sound.", wrong) % wrong)
