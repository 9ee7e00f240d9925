"""Write a document to a file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from documents.exporters.registry import WRITERS
from documents.models import Edition
from documents.services.publications import export


class Command(BaseCommand):
    help = "Write a document with its public notes to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the document's address")
        parser.add_argument("--format", default="html", choices=sorted(WRITERS))
        parser.add_argument(
            "--edition", default="", metavar="DATE", help="date of the text; the current one by default"
        )
        parser.add_argument("--language", default="", help="BCP 47; the document's own by default")
        parser.add_argument("--to", type=Path, metavar="FILE", help="SLUG with the format's suffix by default")

    def handle(self, *args: Any, **options: Any) -> None:
        form = options["format"]
        file = options["to"] or Path(options["slug"] + WRITERS[form].suffix)
        data = export(edition_of(options), form)
        try:
            file.write_bytes(data)
        except OSError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("%(bytes)d bytes written to %(file)s.") % {"bytes": len(data), "file": file})


def edition_of(options: dict[str, Any]) -> Edition:
    """The edition that is asked for. Raises CommandError where there is none."""
    editions = Edition.objects.published().filter(document__slug=options["slug"]).select_related("document")
    wanted = [
        each
        for each in editions.order_by("-date")
        if (options["edition"] or str(each.date)) == str(each.date)
        and (options["language"] or each.document.language) == each.language
    ]
    if not wanted:
        raise CommandError(_("There is no such published edition."))
    return wanted[0]
