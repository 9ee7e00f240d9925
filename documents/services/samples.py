"""The sample documents that a new site begins with."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.db import transaction

from documents.importers.registry import read
from documents.models import Document, Edition
from documents.services.editions import add_document, publish, store

FOLDER = Path(__file__).resolve().parent.parent / "samples"


@transaction.atomic
def add_samples() -> list[Edition]:
    """The editions stored, one for each file that `samples/index.json` lists."""
    return [_add(entry) for entry in json.loads((FOLDER / "index.json").read_text(encoding="utf-8"))]


def _add(entry: dict[str, Any]) -> Edition:
    file = FOLDER / entry["file"]
    imported = read(file.read_bytes(), file.name, language=entry["language"])
    if original := entry.get("translation_of"):
        document = Document.objects.get(slug=original)
        edition = store(
            document, imported, name=file.name, language=entry["language"], title=entry["title"], date=_date(entry)
        )
        return publish(edition)
    described = {key: entry[key] for key in ("title", "language", "kind", "issuer", "number", "rights") if key in entry}
    return add_document(
        imported,
        slug=entry["slug"],
        name=file.name,
        date=_date(entry),
        publish_now=True,
        adopted_on=_day(entry.get("adopted_on")),
        published_on=_day(entry.get("published_on")),
        **described,
    )


def _date(entry: dict[str, Any]) -> dt.date:
    return _day(entry.get("adopted_on")) or _day(entry.get("published_on")) or dt.date.today()


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
