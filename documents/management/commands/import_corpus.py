"""Bring in a corpus: JSON lines, a document a line, with its outline given."""

from __future__ import annotations

import json
import lzma
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.importers.blocks import UnreadableDocument
from documents.importers.corpus import read_record
from documents.management.progress import progress
from documents.models import Document
from documents.services.editions import add_document
from documents.services.messages import refusal


class Command(BaseCommand):
    help = "Bring in the documents of a corpus file (JSON lines, perhaps .xz); those already there are passed over."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.jsonl[.xz]")
        parser.add_argument("--draft", action="store_true", help="store without publishing")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        known = set(Document.objects.values_list("slug", flat=True))
        stored = passed = 0
        failed = []
        for number, line in enumerate(progress(lines(file), unit="documents", show=options["verbosity"] > 0), 1):
            try:
                record = json.loads(line)
                slug = str(record["id"])
                if slug in known:
                    passed += 1
                    continue
                add_document(read_record(record), slug=slug, name=file.name, publish_now=not options["draft"])
                stored += 1
            except UnreadableDocument as error:
                failed.append(f"{file.name}:{number}: {refusal(error)}")
            except (ValueError, KeyError, TypeError) as error:
                failed.append(f"{file.name}:{number}: {error}")
        self.stdout.write(ngettext("%d document stored.", "%d documents stored.", stored) % stored)
        if passed:
            self.stdout.write(ngettext("%d was there already.", "%d were there already.", passed) % passed)
        if stored:
            self.stdout.write(_("A running site indexes them by itself; `rebuild_index` does it at once."))
        if failed:
            raise CommandError("\n".join([*failed[:20], _("%d lines could not be read.") % len(failed)]))


def lines(file: Path) -> Iterator[str]:
    """The lines of a file, unpacked where it is packed. Raises CommandError where there is no such file."""
    try:
        with lzma.open(file, "rt", encoding="utf-8") if file.suffix == ".xz" else file.open(encoding="utf-8") as stream:
            yield from stream
    except (OSError, lzma.LZMAError, UnicodeDecodeError) as error:
        raise CommandError(str(error)) from error
