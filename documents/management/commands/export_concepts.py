"""Write the concepts to a file, as SKOS."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

from documents.exporters.skos import Form, write
from documents.models import Concept
from documents.services.vocabulary import tell

#: The end of a file's name → the form of what is in it.
FORMS: dict[str, Form] = {".ttl": "turtle", ".rdf": "xml", ".xml": "xml"}


class Command(BaseCommand):
    help = "Write the concepts as SKOS: Turtle to a .ttl file, RDF/XML to an .rdf or .xml file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.ttl|FILE.rdf")
        parser.add_argument("--address", default="http://localhost:8000", help="where the site answers")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        if file.suffix not in FORMS:
            raise CommandError(f"{file.name}: {', '.join(FORMS)}")
        vocabulary = tell(Concept.objects.listed(), address=options["address"].rstrip("/") + "/concepts/")
        try:
            file.write_bytes(write(vocabulary, form=FORMS[file.suffix]))
        except OSError as error:
            raise CommandError(str(error)) from error
        count = len(vocabulary.terms)
        self.stdout.write(ngettext("%d concept written.", "%d concepts written.", count) % count)
