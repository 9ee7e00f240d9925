"""One token for what many pages show: it is another whenever a concept, a kind of note, a name or the site changes.

The database's own triggers change it, so that no writer can forget to, whatever way it writes. What belongs to one
text has versions of its own (`Edition.version`, `Edition.notes_version`), which its writers raise.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db import connections

TABLE = "documents_site_version"


class Watched(NamedTuple):
    """A table, the columns whose update counts (all of them where none is named), and what is watched of it."""

    table: str
    columns: tuple[str, ...] = ()
    events: tuple[str, ...] = ("insert", "update", "delete")


WATCHED = (
    Watched("documents_site"),
    Watched("documents_concept", ("slug", "theme", "lft")),
    Watched("documents_label"),
    Watched("documents_gloss"),
    Watched("documents_notekind"),
    Watched("documents_erratum"),
    Watched("auth_user", ("username", "first_name", "last_name")),
    Watched("documents_edition", events=("delete",)),  # it may come back from the trash under the versions it had
)

#: What a trigger does.
RAISE = {
    "sqlite": f"UPDATE {TABLE} SET token = lower(hex(randomblob(8)))",
    "postgresql": f"UPDATE {TABLE} SET token = gen_random_uuid()::text",
}
FUNCTION = f"""CREATE OR REPLACE FUNCTION raise_site_version() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN {RAISE["postgresql"]}; RETURN NULL; END $$"""
THERE = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger",
}


def watch(using: str = "default", **signal: Any) -> None:
    """Create the token and the triggers that are not there: after migrating, which on SQLite makes tables anew."""
    connection = connections[using]
    vendor = connection.vendor
    with connection.cursor() as cursor:
        cursor.execute(THERE[vendor])
        wanted = triggers(vendor)
        for (name,) in cursor.fetchall():
            wanted.pop(name, None)
        if not wanted:
            return
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {TABLE} (token varchar(40) NOT NULL)")
        cursor.execute(f"INSERT INTO {TABLE} SELECT '' WHERE NOT EXISTS (SELECT 1 FROM {TABLE})")
        if vendor == "postgresql":
            cursor.execute(FUNCTION)
        for statement in wanted.values():
            cursor.execute(statement)
        cursor.execute(RAISE[vendor])


def triggers(vendor: str) -> dict[str, str]:
    """By their names, the statements that create the triggers."""
    body = f"BEGIN {RAISE[vendor]}; END" if vendor == "sqlite" else "EXECUTE FUNCTION raise_site_version()"
    rows = "ROW" if vendor == "sqlite" else "STATEMENT"
    made = {}
    for table, columns, events in WATCHED:
        for event in events:
            of = f" OF {', '.join(columns)}" if columns and event == "update" else ""
            name = f"{table}_{event}_is_seen"
            made[name] = f"CREATE TRIGGER {name} AFTER {event.upper()}{of} ON {table} FOR EACH {rows} {body}"
    return made
