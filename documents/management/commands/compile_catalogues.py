"""Compile the interface's translations, with no program of the system.

The program's own folder may be one that the site must not write: then they are kept in the state folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Write a .mo file for each .po file that is newer than it."

    def handle(self, *args: Any, **options: Any) -> None:
        folder, spare = Path(settings.LOCALE_PATHS[0]), Path(settings.ZHANGJU_LOCALE)
        for catalogue in sorted(folder.rglob("*.po")):
            beside = catalogue.with_suffix(".mo")
            try:
                compile_one(catalogue, beside)
            except OSError:
                compile_one(catalogue, spare / beside.relative_to(folder))


def compile_one(catalogue: Path, compiled: Path) -> None:
    """Compile a catalogue unless that is done. Raises OSError where it cannot be written."""
    if not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime:
        compiled.parent.mkdir(parents=True, exist_ok=True)
        polib.pofile(str(catalogue)).save_as_mofile(str(compiled))
