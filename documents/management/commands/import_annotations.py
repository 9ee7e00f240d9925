"""Bring in notes: Web Annotations, and what Hypothesis and Recogito export."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from documents.importers.annotation_files import unpack
from documents.importers.webannotation import UnreadableNote, read
from documents.management.progress import progress
from documents.models import Annotation, Document
from documents.services.addresses import Addresses, NoSuchText
from documents.services.annotations import TooLong, WrongPassage
from documents.services.exchange import AlreadyHere, Received, UnsafeText, Unusable, receive
from documents.services.note_messages import sentence
from documents.services.placing import Misplaced


class Command(BaseCommand):
    help = (
        "Bring in notes (JSON-LD, JSON lines, an export of Hypothesis or Recogito) and place them by their words; what "
        "found no place is told and not stored."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--document", default="", metavar="SLUG", help="where notes stand whose page is not ours")
        parser.add_argument("--author", default="", metavar="NAME", help="whose notes they become; an administrator's")
        parser.add_argument("--visibility", choices=Annotation.Visibility.values, default="editors")
        parser.add_argument("--address", default="http://localhost:8000", help="where the site answers")

    def handle(self, *args: Any, **options: Any) -> None:
        addresses = Addresses(options["address"].rstrip("/"), document_of(options["document"]))
        author = author_of(options["author"])
        counts: Counter[str] = Counter()
        for number, data in progress(threaded(each_of(options["file"])), unit="notes"):
            code, told = self.bring_in(data, author, addresses, options["visibility"])
            counts[code] += 1
            for line in told:
                self.stdout.write(f"{number}: {line}")
        self.stdout.write(
            _("%(placed)d notes placed, %(known)d here already, %(lost)d found no place or could not be read.")
            % {name: counts[name] for name in ("placed", "known", "lost")}
        )

    def bring_in(self, data: Any, author: Any, addresses: Addresses, visibility: str) -> tuple[str, list[str]]:
        """What became of an annotation ('placed', 'known', 'lost'), and what is to be said of it."""
        try:
            found = read(data, is_ours=addresses.is_ours)
            received = receive(found, by=author, addresses=addresses, is_strict=False, visibility=visibility)
        except AlreadyHere as error:
            addresses.remember(found.note.id, error.note.pk)
            return "known", []
        except (Misplaced, NoSuchText, WrongPassage, UnreadableNote) as error:
            return "lost", [f"{sentence(error.code)} {quoted(error)}".strip()]
        except Unusable as error:
            return "lost", [sentence(each.code) for each in error.unread]
        except (TooLong, UnsafeText, PermissionDenied) as error:
            return "lost", [sentence(CODES[type(error)])]
        addresses.remember(found.note.id, received.note.pk)
        return "placed", [*(sentence(each.code) for each in found.unread), *remarks(received)]


CODES = {TooLong: "too-large", UnsafeText: "script", PermissionDenied: "forbidden"}


def each_of(file: Path) -> Iterator[Any]:
    """The annotations of a file. Raises CommandError."""
    try:
        yield from unpack(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(str(error)) from error
    except UnreadableNote as error:
        raise CommandError(sentence(error.code)) from error


def threaded(annotations: Iterable[Any]) -> list[tuple[int, Any]]:
    """The annotations with their numbers in the file, replies after all that they may reply to."""
    numbered = list(enumerate(annotations, 1))
    return sorted(numbered, key=lambda each: isinstance(each[1], dict) and each[1].get("motivation") == "replying")


def remarks(received: Received) -> Iterator[str]:
    """What was only guessed, and what of a note on several passages found no place."""
    for passage in received.guessed:
        yield _("The words were changed; placed at words like them: %s") % passage.exact[:60]
    for error in received.misplaced:
        yield f"{sentence(error.code)} {quoted(error)}".strip()


def quoted(error: Exception) -> str:
    """The words that were sought, where they are known."""
    selectors = error.place.selectors if isinstance(error, Misplaced) else None
    return f"“{selectors.quote.exact[:60]}”" if selectors and selectors.quote else ""


def document_of(slug: str) -> Document | None:
    """The document named, or None where none is. Raises CommandError."""
    if not slug:
        return None
    found = Document.objects.filter(slug=slug).first()
    if found is None:
        raise CommandError(_("There is no document “%s”.") % slug)
    return found


def author_of(name: str) -> Any:
    """The person named, or the first administrator. Raises CommandError."""
    people = get_user_model().objects.filter(is_active=True)
    found = people.filter(username=name) if name else people.filter(is_superuser=True)
    author = found.order_by("pk").first()
    if author is None:
        raise CommandError(_("There is nobody to sign the notes: give --author, or create an administrator."))
    return author
