"""The sessions a person is signed in with: listed for them, and ended.

Sessions are read out of their own table, which holds those of people who signed in and no others; the times in them
are written at most once a minute (`accounts.sessions`).
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.browsers import in_words
from documents.models import AuditEntry
from documents.services.audit import record

#: What is kept in a session: when it began and was last used, in seconds, and what the browser said of itself.
BEGAN, SEEN, AGENT = "began", "seen", "agent"


@dataclass(frozen=True)
class OpenSession:
    """A session as its person sees it; `handle` names it without being the key that opens it."""

    handle: str
    browser: str
    began: dt.datetime
    seen: dt.datetime
    is_this: bool

    @property
    def is_in_use(self) -> bool:
        """Whether it was used within the last two minutes: the time is written once a minute."""
        return self.is_this or timezone.now() - self.seen < dt.timedelta(minutes=2)


def is_over(data: Any) -> bool:
    """Whether a session, or what is in it, has lasted too long or was left alone."""
    now = int(time.time())
    is_old = now - data.get(BEGAN, now) > settings.SESSION_COOKIE_AGE
    return is_old or now - data.get(SEEN, now) > settings.ZHANGJU_IDLE_SECONDS


def open_sessions(user: Any, *, this: str | None) -> list[OpenSession]:
    """A person's sessions, that with the key `this` first, then those used last."""
    proof = user.get_session_auth_hash()
    found = [
        OpenSession(
            handle=handle_of(key),
            browser=in_words(data.get(AGENT, "")),
            began=moment(data.get(BEGAN)),
            seen=moment(data.get(SEEN)),
            is_this=key == this,
        )
        for key, data in kept(user)
        if not is_over(data) and constant_time_compare(data.get(HASH_SESSION_KEY, ""), proof)
    ]
    return sorted(found, key=lambda each: (each.is_this, each.seen), reverse=True)


def end_sessions(user: Any, *, but: str | None = None, handle: str | None = None) -> int:
    """How many of a person's sessions were ended: all, or the one of a handle, never the one with the key `but`."""
    keys = [key for key, _ in kept(user) if key != but and handle in (None, handle_of(key))]
    Session.objects.filter(session_key__in=keys).delete()
    if keys:
        record(AuditEntry.Verb.CHANGED, user, {"sessions": f"{len(keys)} ended"})
    return len(keys)


def kept(user: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The key and what is in it of each session of a person that is still kept."""
    for row in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        data = row.get_decoded()
        if data.get(SESSION_KEY) == str(user.pk):
            yield row.session_key, data


def handle_of(key: str) -> str:
    """A name for a session that can stand in a page: 16 hexadecimal digits."""
    return salted_hmac("accounts.open_sessions", key, algorithm="sha256").hexdigest()[:16]


def moment(seconds: int | None) -> dt.datetime:
    """A time in a session as a date; now where there is none, for a session is given its times when it is used."""
    return dt.datetime.fromtimestamp(time.time() if seconds is None else seconds, tz=dt.UTC)
