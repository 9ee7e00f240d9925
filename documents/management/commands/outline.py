"""Detect the outline of files without storing anything."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from documents.importers.blocks import UnreadableDocument
from documents.importers.prediction import prediction_of
from documents.importers.registry import read
from documents.management.progress import progress
from documents.services.messages import refusal


class Command(BaseCommand):
    help = "Write the outline found in each file as JSON, FOLDER/<name>.json; nothing is stored."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--to", type=Path, required=True, metavar="FOLDER")
        parser.add_argument("--language", default="", help="BCP 47; told from the text by default")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["to"]
        folder.mkdir(parents=True, exist_ok=True)
        stems = Counter(file.stem for file in options["files"])
        failed = 0
        for file in progress(options["files"], unit="files", show=options["verbosity"] > 0):
            try:
                found = prediction_of(read(file.read_bytes(), file.name, language=options["language"]))
            except (UnreadableDocument, OSError) as error:
                failed += 1
                self.stderr.write(f"{file.name}: {refusal(error) if isinstance(error, UnreadableDocument) else error}")
                continue
            target = folder / f"{file.stem if stems[file.stem] == 1 else file.name}.json"
            target.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
        if failed:
            raise CommandError(
                _("%(failed)d of %(all)d files could not be read.") % {"failed": failed, "all": len(options["files"])}
            )
