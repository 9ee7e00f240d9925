"""Search from the command line: one query for a person or as JSON, or a file of queries for a program."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from documents.search import queries
from documents.search.maintenance import freshen


class Command(BaseCommand):
    help = "Search the library."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("query", nargs="?", help='For instance: "法律责任" -罚款 kind:law')
        parser.add_argument("--json", action="store_true", help="Print the results as JSON.")
        parser.add_argument("--stop", type=int, default=10, help="How many documents to show.")
        parser.add_argument(
            "--batch", type=Path, help="A file of queries: a JSON object a line, with id, type and query."
        )
        parser.add_argument("--to", type=Path, help="Where the answers of a batch go.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not freshen():
            self.stderr.write(_("Not all is in the index yet: another process is writing it."))
        try:
            self._handle(**options)
        except queries.IndexUnavailable as error:
            raise CommandError(f"{error}: run `manage.py rebuild_index` first.") from error

    def _handle(self, *, query: str | None, batch: Path | None, to: Path | None, stop: int, **options: Any) -> None:
        if batch and to:
            to.write_text(json.dumps(answers_to(batch), ensure_ascii=False, indent=1), encoding="utf-8")
        elif query:
            results = queries.search(query, stop=stop)
            self.stdout.write(as_json(results) if options["json"] else as_text(results))
        else:
            raise CommandError("Give a query, or --batch FILE --to FILE.")


def answers_to(batch: Path) -> dict[str, list[str]]:
    """By query id the sections found: all that hold a phrase, the best that answer a question."""
    asked = [json.loads(line) for line in batch.read_text(encoding="utf-8").splitlines() if line.strip()]
    return {
        one["id"]: queries.addresses(one["query"]) if one.get("type") == "phrase" else queries.ranking(one["query"])
        for one in asked
    }


def as_json(results: queries.Results) -> str:
    """The results with all their fields."""
    return json.dumps(asdict(results), ensure_ascii=False, indent=2)


def as_text(results: queries.Results) -> str:
    """The results a line each, matches in brackets."""
    lines = [f"{results.total} in {results.documents} documents"]
    for group in results.groups:
        lines += ["", f"{group.title}  ({group.document})"]
        for hit in group.hits:
            place = " › ".join(step.label for step in (*hit.path, *hit.inner) if step.label)
            text = "".join(f"【{piece.text}】" if piece.is_match else piece.text for piece in hit.pieces)
            lines.append(f"  {place or hit.eid}: {text}")
        if group.more:
            lines.append(f"  … {group.more} more here")
    return "\n".join(lines)
