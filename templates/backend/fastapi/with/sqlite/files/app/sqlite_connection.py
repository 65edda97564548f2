"""aiosqlite, but a short read does not go through its thread.

Handing a statement to the thread and taking its rows back costs several times what a short read does. With
write-ahead logging a read waits for nobody, so it runs at once; one that turns out long is broken off and goes
to the thread after all, and so does everything that writes.
"""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from functools import partial
from typing import Any

import aiosqlite
from aiosqlite.context import contextmanager

CHUNK = 64
# Steps of the virtual machine of SQLite: about a millisecond.
SHORT = 50_000

Method = Callable[[sqlite3.Cursor, str, Any], sqlite3.Cursor]


class BufferedCursor(aiosqlite.Cursor):
    """Executes and fetches in one go; what it fetched is there without waiting."""

    def __init__(self, connection: aiosqlite.Connection, cursor: sqlite3.Cursor) -> None:
        super().__init__(connection, cursor)
        self._rows: list[sqlite3.Row] = []

    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> "BufferedCursor":
        values = tuple(parameters or ())
        if not (sql.startswith("SELECT") and self._try_at_once(sql, values)):
            await self._in_thread(sqlite3.Cursor.execute, sql, values)
        return self

    async def executemany(self, sql: str, parameters: Iterable[Iterable[Any]]) -> "BufferedCursor":
        await self._in_thread(sqlite3.Cursor.executemany, sql, parameters)
        return self

    def _try_at_once(self, sql: str, values: tuple[Any, ...]) -> bool:
        connection = self._cursor.connection
        connection.set_progress_handler(give_up, SHORT)
        try:
            self._run_and_fetch(sqlite3.Cursor.execute, sql, values)
        except sqlite3.OperationalError:
            return False
        finally:
            connection.set_progress_handler(None, SHORT)
        return True

    async def _in_thread(self, method: Method, sql: str, values: Iterable[Any]) -> None:
        run = self._run_and_fetch
        await self._execute(run, method, sql, values)  # type: ignore[no-untyped-call]

    def _run_and_fetch(self, method: Method, sql: str, values: Iterable[Any]) -> None:
        """Its cursor is closed at once, and by whoever ran it.

        The garbage collector would close that of a refused statement later, on the event loop. If its connection is in
        use again by then and waits for another's write lock, the loop waits too, and the other is never told to commit.
        """
        with closing(self._cursor.connection.cursor()) as cursor:
            self._cursor = cursor
            method(cursor, sql, values)
            self._rows = cursor.fetchall() if cursor.description else []

    async def fetchall(self) -> list[sqlite3.Row]:
        return self._rows

    async def close(self) -> None:
        self._rows = []


def give_up() -> bool:
    return True


class BufferedConnection(aiosqlite.Connection):
    def __init__(self, database: str, **options: Any) -> None:
        super().__init__(partial(sqlite3.connect, database, **options), CHUNK)
        # An open connection must not keep a process alive that wants to end.
        self._thread.daemon = True

    @contextmanager
    async def cursor(self) -> aiosqlite.Cursor:
        return BufferedCursor(self, self._conn.cursor())

    async def commit(self) -> None:
        if self.in_transaction:
            await super().commit()

    async def rollback(self) -> None:
        if self.in_transaction:
            await super().rollback()
