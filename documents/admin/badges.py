"""Small pieces of HTML that several lists of the admin show."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

from documents.models import Edition
from documents.services.desk import standing


def pill(text: str | Promise, tone: str = "") -> SafeString:
    """A word in a pill; `tone` is '', 'ok' or 'warn' and never the only sign."""
    return format_html('<span class="zj-pill{}">{}</span>', f" is-{tone}" if tone else "", text)


def state_of(edition: Edition) -> SafeString:
    """How an edition stands towards its readers."""
    return pill(*standing(edition))
