"""Bring in concepts from a file of SKOS."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext as _

from documents.importers.skos import UnreadableVocabulary, read
from documents.services.vocabulary import take

#: What is said of a file that is refused, and of a concept that did not fit just as it is.
SENTENCES = {
    "no-rdf": gettext_noop("This is neither Turtle nor RDF/XML: %(reason)s"),
    "no-concepts": gettext_noop("The file has no SKOS concepts."),
    "entities": gettext_noop("The file declares XML entities, which are not read. Write it without them."),
    "several-broader": gettext_noop("has several broader concepts; the first is taken."),
    "circle": gettext_noop("stands below itself; it is put at the top."),
    "several-preferred": gettext_noop("has several preferred labels in a language; the first stays preferred."),
    "no-label": gettext_noop("has no preferred label and is called by its address."),
    "long-label": gettext_noop("has a label too long to be one; it is left out."),
    "unmoved": gettext_noop("cannot stand below its broader concept here and stays where it is."),
}


class Command(BaseCommand):
    help = "Add the concepts of a SKOS file (Turtle, RDF/XML) to those there are, known again by address or label."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = read(options["file"].read_bytes())
        except OSError as error:
            raise CommandError(str(error)) from error
        except UnreadableVocabulary as error:
            raise CommandError(gettext(SENTENCES[error.code]) % error.values) from error
        taken = take(found.vocabulary)
        for id, code in [*((each.id, each.code) for each in found.doubts), *((id, "unmoved") for id in taken.unmoved)]:
            self.stdout.write(f"{id} {gettext(SENTENCES[code])}")
        counts = {"added": taken.added, "known": taken.known}
        self.stdout.write(_("%(added)d concepts added, %(known)d known.") % counts)
