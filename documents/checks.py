"""What `manage.py check` says of what the system lacks."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Warning, register

from documents.exporters import pango


@register
def check_pango(**options: Any) -> list[CheckMessage]:
    """A warning where no PDF can be set, and therefore none is offered."""
    if pango.is_there():
        return []
    hint = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk"
    return [Warning("Readers are offered no PDF: Pango is not installed.", hint=hint, id="documents.W001")]
