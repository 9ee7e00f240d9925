"""The audit log written: a deed in the transaction that does it, and the chain sealed after it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import connection, models, transaction

from documents.models import AuditEntry

logger = logging.getLogger("zhangju.audit")
#: By which PostgreSQL lets one process seal at a time; SQLite has one writer anyway.
LOCK = 7_301_001
FIRST = ""


@dataclass
class Actor:
    """Who is at work: a person, or nobody where the site itself is; from where; in which request."""

    http: Any = None
    address: str = ""
    request: str = ""
    #: Known by a token; else whoever is signed in.
    person: Any = None
    has_acted: bool = False

    def who(self) -> Any:
        """The person now; None where nobody is known."""
        person = self.person or getattr(self.http, "user", None)
        return person if person is not None and person.is_authenticated else None


#: Of the request that is answered; a command has none.
current: ContextVar[Actor | None] = ContextVar("actor", default=None)


def record(
    verb: str, thing: models.Model | None = None, changes: Mapping[str, Any] | None = None, *, name: str = ""
) -> AuditEntry:
    """The entry of a deed, written with it or not at all; `changes` are what else is to be known."""
    actor = current.get() or Actor()
    actor.has_acted = True
    person = actor.who()
    entry = AuditEntry.objects.create(
        verb=verb,
        actor_id=person.pk if person else None,
        actor=person.get_username()[:150] if person else "",
        address=actor.address[:45],
        request=actor.request[:64],
        model=thing._meta.label_lower if thing else "",
        key=str(thing.pk) if thing else "",
        name=(name or (str(thing) if thing else ""))[:200],
        changes=dict(changes or {}),
    )
    logger.info("%s %s %s", verb, entry.model, entry.key, extra={"actor": entry.actor, "address": entry.address})
    return entry


def acts(person: Any) -> None:
    """Tell who is at work in this request, where it is not whoever is signed in."""
    if actor := current.get():
        actor.person = person


def seal() -> int:
    """How many entries were given their place in the chain; those whose transaction has not ended come later."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        last = AuditEntry.objects.sealed().last()
        position, digest = (last.position or 0, last.digest) if last else (0, FIRST)
        entries = list(AuditEntry.objects.filter(position__isnull=True).order_by("pk"))
        for entry in entries:
            position += 1
            entry.position, entry.digest = position, entry.seal_after(digest)
            digest = entry.digest
        AuditEntry._base_manager.bulk_update(entries, ["position", "digest"], batch_size=200)
        return len(entries)


@dataclass(frozen=True)
class Verdict:
    """What was found of the chain: how many entries, the last digest, and the place of the first that is wrong."""

    count: int
    digest: str
    broken_at: int | None

    @property
    def is_whole(self) -> bool:
        return self.broken_at is None


def check() -> Verdict:
    """The chain gone through from its beginning; its last digest, noted elsewhere, proves that no end is missing."""
    before, count = FIRST, 0
    for entry in AuditEntry.objects.sealed().iterator(chunk_size=2_000):
        count += 1
        if entry.position != count or entry.digest != entry.seal_after(before):
            return Verdict(count, before, count)
        before = entry.digest
    return Verdict(count, before, None)
