"""Write notes to a file: JSON-LD, JSON lines or a table."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils.translation import gettext as _

from documents.exporters import note_table, webannotation
from documents.models import Annotation, Site
from documents.notes import Note
from documents.services.addresses import Addresses
from documents.services.exchange import tell, told_with

#: Rows read from the database at once.
CHUNK = 500


class Command(BaseCommand):
    help = "Write the public notes as JSON-LD (one collection), JSON lines (an annotation a line) or CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="standard output by default")
        parser.add_argument("--format", choices=sorted(FORMATS), default="jsonld")
        parser.add_argument("--document", default="", metavar="SLUG", help="the notes on one document")
        parser.add_argument("--all", action="store_true", help="notes that are not public, and replies, too")
        parser.add_argument("--address", default="http://localhost:8000", help="where the site answers")

    def handle(self, *args: Any, **options: Any) -> None:
        notes = Annotation.objects.kept() if options["all"] else Annotation.objects.readable()
        if slug := options["document"]:
            on_it = Annotation.objects.filter(targets__edition__document__slug=slug)
            notes = notes.filter(Q(pk__in=on_it) | Q(reply_to__in=on_it))
        addresses, site = Addresses(options["address"].rstrip("/")), Site.load()
        rows = told_with(notes.order_by("created", "pk")).iterator(chunk_size=CHUNK)
        told = (tell(note, addresses, site=site, drafts=options["all"]) for note in rows)
        lines = FORMATS[options["format"]](told, addresses)
        if options["file"] is None:
            sys.stdout.writelines(lines)
            return
        try:
            with options["file"].open("w", encoding="utf-8", newline="") as stream:
                stream.writelines(lines)
        except OSError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("Written: %s") % options["file"])


def jsonld(notes: Iterable[Note], addresses: Addresses) -> Iterator[str]:
    """One collection with all its annotations in it."""
    items = [webannotation.item(note) for note in notes]
    id = addresses.absolute("annotations")
    first = {"type": "AnnotationPage", "id": f"{id}?page=0&iris=0", "startIndex": 0, "items": items}
    data = webannotation.collection(id, label="Annotations", total=len(items), first=first if items else None)
    yield json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def jsonl(notes: Iterable[Note], addresses: Addresses) -> Iterator[str]:
    """An annotation a line."""
    for note in notes:
        yield json.dumps(webannotation.write(note), ensure_ascii=False) + "\n"


def table(notes: Iterable[Note], addresses: Addresses) -> Iterator[str]:
    """A table, with the mark by which spreadsheets know UTF-8."""
    yield "\ufeff"
    yield from note_table.write(notes)


FORMATS = {"jsonld": jsonld, "jsonl": jsonl, "csv": table}
