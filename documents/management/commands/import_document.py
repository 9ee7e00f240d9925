"""Bring in documents from files."""

from __future__ import annotations

import datetime as dt
import hashlib
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from documents.importers.blocks import Imported, UnreadableDocument
from documents.importers.bundle import bundled
from documents.importers.edition_json import date_of, read_edition
from documents.importers.sandbox import Sandbox
from documents.management.progress import progress
from documents.models import Annotation, Document, Edition
from documents.models.section import NAMES
from documents.outline import walk
from documents.publication import Publication, Remark
from documents.search.maintenance import freshen
from documents.services.arrivals import bring_notes, describe
from documents.services.editions import add_document, publish, store
from documents.services.limits import site_limits
from documents.services.messages import doubt, refusal
from documents.services.twins import twin_of


class Command(BaseCommand):
    help = "Bring in documents from files; each file is stored whole or not at all, and one that fails stops no other."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--language", default="", help="BCP 47 (zh-Hans, en, …); told from the text by default")
        parser.add_argument("--kind", default="", choices=["", *Document.Kind.values], help="kind of document")
        parser.add_argument("--issuer", default="")
        parser.add_argument("--title", default="", help="for a single file")
        parser.add_argument("--slug", default="", help="address, for a single file; the file's name by default")
        parser.add_argument("--date", type=dt.date.fromisoformat, help="date of the text, YYYY-MM-DD")
        parser.add_argument("--edition-of", default="", metavar="SLUG", help="store as a new edition of this document")
        parser.add_argument(
            "--notes",
            default=Annotation.Visibility.PUBLIC,
            choices=Annotation.Visibility.values,
            help="who sees the notes that an edition in JSON brings along",
        )
        parser.add_argument("--draft", action="store_true", help="store without publishing")

    def handle(self, *args: Any, **options: Any) -> None:
        files: list[Path] = options["files"]
        if len(files) > 1 and (options["slug"] or options["title"] or options["edition_of"]):
            raise CommandError(_("--slug, --title and --edition-of go with a single file."))
        with Sandbox() as sandbox:
            shown = progress(files, unit="files", show=len(files) > 1 and options["verbosity"] > 0)
            failed = sum(not self.bring(file, sandbox, options) for file in shown)
        if not freshen():
            self.stdout.write(_("Not in the index yet: it waits in the outbox for the process that writes the index."))
        if failed:
            raise CommandError(
                _("%(failed)d of %(all)d files were not stored.") % {"failed": failed, "all": len(files)}
            )

    def bring(self, file: Path, sandbox: Sandbox, options: dict[str, Any]) -> bool:
        """Whether a file was stored; what was found, or why not, is told."""
        try:
            edition, imported, lost = bring_in(file, sandbox, options)
        except UnreadableDocument as error:
            self.stderr.write(f"{file.name}: {refusal(error)}")
        except (OSError, IntegrityError, CommandError) as error:
            self.stderr.write(f"{file.name}: {error}")
        else:
            self.tell(file, edition, imported, verbosity=options["verbosity"])
            self.warn(file, edition)
            for note in lost:
                self.stdout.write(_("A note found no place: “%s”") % note.exact[:60])
            return True
        return False

    def warn(self, file: Path, edition: Edition) -> None:
        """Say so where the same file was stored before."""
        if twin := twin_of(edition.report["sha256"], besides=edition):
            told = {"file": file.name, "twin": twin, "slug": twin.document.slug}
            self.stderr.write(
                _(
                    "%(file)s: the same file is in the library already as “%(twin)s”. "
                    "--edition-of %(slug)s would store it as an edition of that document."
                )
                % told
            )

    def tell(self, file: Path, edition: Edition, imported: Imported, *, verbosity: int) -> None:
        """Say what was found in a file, what was left out and what is doubtful."""
        kinds = Counter(node.kind for node, depth in walk(imported.root) if depth)
        counts = ", ".join(f"{NAMES[kind]} {count}" for kind, count in kinds.items())
        self.stdout.write(f"{file.name} → {edition.document.slug}: {edition.title} ({edition.date}) · {counts}")
        if verbosity < 2:
            return
        for found in imported.noise:
            self.stdout.write(f"  - {found.line}: {found.reason}: {found.text[:60]}")
        for unsure in imported.doubts:
            self.stdout.write(f"  ? {unsure.line}: {doubt(unsure)}")


def bring_in(file: Path, sandbox: Sandbox, options: dict[str, Any]) -> tuple[Edition, Imported, tuple[Remark, ...]]:
    """The stored edition of a file, what was found in it, and the notes in it that found no place.

    Raises what `read` does, OSError and CommandError.
    """
    data = file.read_bytes()
    options = options | {"sha256": hashlib.sha256(data).hexdigest()}
    language, limits = options["language"], site_limits()
    imported = sandbox.read(data, file.name, language=language, limits=limits)
    missing = [doubt.values["name"] for doubt in imported.doubts if doubt.code == "picture-missing"]
    if missing and (packed := bundled(file, data, missing, limits)):
        imported = sandbox.read(packed, f"{file.stem}.zip", language=language, limits=limits)
    if file.suffix.lower() == ".json":  # the sandbox has found it sound
        edition, lost = bring_back(read_edition(data, limits=site_limits()), imported, file, options)
        return edition, imported, lost
    return keep(imported, file, options), imported, ()


def bring_back(
    publication: Publication, imported: Imported, file: Path, options: dict[str, Any]
) -> tuple[Edition, tuple[Remark, ...]]:
    """The stored edition of a file in JSON, under its own address, date and name, and the notes without a place."""
    own = {"slug": options["slug"] or publication.slug, "date": options["date"] or date_of(publication.date)}
    with transaction.atomic():
        edition = describe(keep(imported, file, options | own | {"draft": True}), publication)
        lost: tuple[Remark, ...] = ()
        if publication.notes:
            lost = bring_notes(edition, publication.notes, by=administrator(), visibility=options["notes"]).lost
        return (edition if options["draft"] else publish(edition)), lost


def administrator() -> Any:
    """Who answers for the notes that are brought in. Raises CommandError where there is nobody."""
    found = get_user_model().objects.filter(is_active=True, is_superuser=True).order_by("pk").first()
    if found is None:
        raise CommandError(_("There is nobody to sign the notes: create an administrator."))
    return found


def keep(imported: Imported, file: Path, options: dict[str, Any]) -> Edition:
    """The stored edition of what was found in a file. Raises CommandError."""
    if options["edition_of"]:
        document = Document.objects.filter(slug=options["edition_of"]).first()
        if document is None:
            raise CommandError(_("There is no document “%s”.") % options["edition_of"])
        dated = {"date": options["date"]} if options["date"] else {}
        edition = store(document, imported, name=file.name, sha256=options["sha256"], **dated)
        return edition if options["draft"] else publish(edition)
    slug = options["slug"] or file.stem
    if Document.objects.filter(slug=slug).exists():
        raise CommandError(
            _("“%s” is there already; give another address with --slug, or --edition-of for a new edition.") % slug
        )
    fields = {name: options[name] for name in ("title", "kind", "issuer", "language")}
    return add_document(
        imported,
        slug=slug,
        name=file.name,
        sha256=options["sha256"],
        date=options["date"],
        publish_now=not options["draft"],
        **fields,
    )
