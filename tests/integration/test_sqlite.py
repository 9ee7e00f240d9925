"""Transactions on SQLite queue in front of a file lock, whose holder's death frees it."""

import fcntl
from pathlib import Path

import pytest
from django.db import DatabaseError, connections

from core.sqlite3.base import DatabaseWrapper, marked

pytestmark = pytest.mark.django_db


@pytest.fixture
def connection(tmp_path):
    """A connection to a database file of its own."""
    there = DatabaseWrapper(connections.settings["default"] | {"NAME": str(tmp_path / "site.sqlite3"), "OPTIONS": {}})
    there.ensure_connection()
    yield there
    there.close()


def is_free(connection) -> bool:
    with Path(f"{connection.settings_dict['NAME']}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def test_the_lock_is_held_as_long_as_the_transaction(connection):
    assert is_free(connection)
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert not is_free(connection)
    connection.commit()
    assert is_free(connection)
    connection.set_autocommit(True)


def test_a_failed_transaction_frees_the_lock(connection):
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    with pytest.raises(DatabaseError):
        connection.cursor().execute("SELECT nothing")
    connection.rollback()
    assert is_free(connection)


def test_closing_the_connection_frees_the_lock(connection):
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    connection.close()
    assert is_free(connection)


def test_a_statement_is_asked_again_with_other_values(connection):
    def asked(sql, values):
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchone()

    for value in ("one", "two"):
        assert asked("SELECT %s, '100%%', '%%s'", [value]) == (value, "100%", "%s")
        assert asked("SELECT %(name)s", {"name": value}) == (value,)
    assert asked("SELECT '100%'", None) == ("100%",)
    assert marked.cache_info().currsize
