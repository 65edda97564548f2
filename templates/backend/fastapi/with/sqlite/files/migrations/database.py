"""What migrations need of SQLite."""

import sqlite3
from pathlib import Path
from typing import Any, Literal

from alembic.autogenerate.api import AutogenContext
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from app.column_types import UtcDateTime
from app.database_engine import BUSY_SECONDS, driver_url, file_of, run_statements


def render_type(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """A migration names the column's type, not our class."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


# SQLite alters a table by copying it, which Alembic calls a batch.
OPTIONS: dict[str, Any] = {"render_as_batch": True, "render_item": render_type}


def create_engine(url: str) -> AsyncEngine:
    """Foreign keys are off here: altering a table copies and drops it, which would delete what refers to it."""
    create_file(file_of(url))
    engine = create_async_engine(driver_url(url), connect_args={"timeout": BUSY_SECONDS}, poolclass=NullPool)
    event.listen(engine.sync_engine, "connect", use_write_ahead_log)
    return engine


def create_file(path: Path) -> None:
    try:
        sqlite3.connect(path).close()
    except sqlite3.OperationalError as error:
        raise OSError(f"{path.name}: {error}") from error


def use_write_ahead_log(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    run_statements(connection, "PRAGMA journal_mode = WAL")


async def begin(connection: AsyncConnection) -> None:
    """One migration at a time, and all of it or nothing."""
    await connection.exec_driver_sql("BEGIN IMMEDIATE")
