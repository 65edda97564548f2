"""What is particular about SQLite."""

import asyncio
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine.url import make_url
from sqlalchemy.exc import IntegrityError

from app import sqlite_connection
from app.db import Database
from tests.api import Api, problem

pytestmark = pytest.mark.anyio

LONG_READ = text("""SELECT count(*) FROM (
    WITH RECURSIVE numbers(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM numbers WHERE n < :last)
    SELECT n FROM numbers
)""")


async def test_a_long_read_holds_up_nobody(database: Database) -> None:
    async def read() -> int | None:
        async with database.sessions() as session:
            count: int | None = await session.scalar(LONG_READ, {"last": 2_000_000})
            return count

    reading = asyncio.create_task(read())
    waits = 0
    while not reading.done():
        await asyncio.sleep(0.005)
        waits += 1
    assert await reading == 2_000_000
    assert waits > 5


async def test_a_short_read_does_not_leave_the_event_loop(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    async with database.sessions() as session:
        await session.scalar(text("SELECT 1"))
        monkeypatch.setattr(sqlite_connection.BufferedCursor, "_execute", None)
        assert await session.scalar(text("SELECT 2")) == 2


async def test_a_refused_statement_holds_up_nobody(database: Database) -> None:
    update = text("UPDATE users SET role = role")
    async with database.engine.connect() as refused, database.engine.connect() as writer:
        with pytest.raises(IntegrityError) as error:
            await refused.execute(text("INSERT INTO users DEFAULT VALUES"))
        await refused.rollback()
        await writer.execute(update)
        waiting = asyncio.create_task(refused.execute(update))
        await asyncio.sleep(0.1)
        # What the refused statement left is collected here while its connection waits for the writer's lock.
        del error
        gc.collect()
        await writer.rollback()
        await waiting


async def test_foreign_keys_are_kept_and_readers_do_not_wait_for_writers(database: Database) -> None:
    async with database.sessions() as writer, database.sessions() as reader:
        assert await reader.scalar(text("PRAGMA foreign_keys")) == 1
        assert await reader.scalar(text("PRAGMA journal_mode")) == "wal"
        await writer.execute(text("UPDATE users SET role = role"))
        assert await asyncio.wait_for(reader.scalar(text("SELECT count(*) FROM users")), 1) == 0


async def test_a_file_that_is_gone_is_noticed(api: Api, database_url: str) -> None:
    with moved_away(Path(make_url(database_url).database or "")):
        problem(await api.client.get("/readyz"), 503, "unavailable")
    assert (await api.client.get("/readyz")).status_code == 200


@contextmanager
def moved_away(file: Path) -> Iterator[None]:
    away = file.rename(file.with_suffix(".away"))
    yield
    away.rename(file)
