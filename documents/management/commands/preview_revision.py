"""Where the quotes of an old text would go in a new one, written to a file; nothing is stored."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.anchoring.preview import UnreadableQuotes, preview


class Command(BaseCommand):
    help = "Write where each quote of an old text goes in a new one, for one pair of files or a folder of pairs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("old", nargs="?", type=Path, help="the old text, UTF-8")
        parser.add_argument("new", nargs="?", type=Path, help="the new text, UTF-8")
        parser.add_argument("--quotes", type=Path, help='{"quotes": [{"id": …, "start": …, "end": …}, …]}')
        parser.add_argument("--pairs", type=Path, help="a folder of folders with old.txt, new.txt and quotes.json")
        parser.add_argument("--to", type=Path, required=True, help="the JSON file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        old, new, quotes, pairs = (options[name] for name in ("old", "new", "quotes", "pairs"))
        if pairs:
            found: dict[str, Any] = {
                path.parent.name: _pair(path.parent) for path in sorted(pairs.glob("*/quotes.json"))
            }
            count = sum(len(each) for each in found.values())
        elif old and new and quotes:
            found = _preview(old, new, quotes)
            count = len(found)
        else:
            raise CommandError(_("Give OLD, NEW and --quotes, or --pairs."))
        options["to"].write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
        self.stdout.write(ngettext("%d quote looked for.", "%d quotes looked for.", count) % count)


def _pair(folder: Path) -> dict[str, dict[str, object]]:
    return _preview(folder / "old.txt", folder / "new.txt", folder / "quotes.json")


def _preview(old: Path, new: Path, quotes: Path) -> dict[str, dict[str, object]]:
    """The preview of a pair of files. Raises CommandError, naming the file."""
    try:
        return preview(_text(old), _text(new), json.loads(_text(quotes)))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, UnreadableQuotes) as error:
        raise CommandError(f"{quotes}: {error}") from error


def _text(path: Path) -> str:
    """The file as it stands: its line ends and its byte order mark are characters that are counted."""
    return path.read_bytes().decode("utf-8")
