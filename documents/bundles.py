"""Style sheets that a page loads together as one file, without comments: a phone shows its first words sooner.

A template names them, `{% styles "tokens" "base" %}`, and `collectstatic` writes css/tokens-base.css beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage

COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
NAMED = re.compile(r'{% styles((?: "\w+")+) %}')


class BundledStorage(CompressedManifestStaticFilesStorage):
    """Static files under names of their content, and the style sheets that templates name together as one."""

    def bundle(self, names: Sequence[str]) -> str:
        """The file that holds these style sheets, one after another."""
        return f"css/{'-'.join(names)}.css"

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        for names in () if dry_run else named_together():
            sheets = [Path(self.path(f"css/{name}.css")).read_text(encoding="utf-8") for name in names]
            bundle = self.bundle(names)
            Path(self.path(bundle)).write_text(COMMENT.sub("", "".join(sheets)), encoding="utf-8")
            paths[bundle] = (self, bundle)
        yield from super().post_process(paths, dry_run, **options)


def named_together() -> set[tuple[str, ...]]:
    """The style sheets that each tag of a template names."""
    folders: list[Path] = settings.TEMPLATES[0]["DIRS"]  # type: ignore[assignment]
    texts = [file.read_text(encoding="utf-8") for folder in folders for file in folder.rglob("*.html")]
    return {tuple(re.findall(r"\w+", names)) for text in texts for names in NAMED.findall(text)}
