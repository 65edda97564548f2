"""The SQLite engine: a file, write-ahead logging, one writer at a time that the others wait for."""

from pathlib import Path
from typing import Any, Literal

from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.engine.url import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from app.column_types import UtcDateTime

BASE_DIR = Path(__file__).resolve().parents[2]
DEFAULT_URL = "sqlite:///app.db"
# SQLite writes one at a time: more connections than readers at work only queue for its lock.
POOL_SIZE = 8
BUSY_SECONDS = 15
ENGINE_OPTIONS: dict[str, Any] = {
    "connect_args": {
        "timeout": BUSY_SECONDS,
        # A transaction begins with its first write, and takes the write lock there and then.
        "isolation_level": "IMMEDIATE",
        "check_same_thread": False,
    },
    "pool_size": POOL_SIZE,
    "max_overflow": 0,
    "hide_parameters": True,
}
# Reading opens no transaction anyway.
READ_OPTIONS: dict[str, Any] = {}


def render_type(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """A migration names the column's type, not our class."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


# SQLite alters a table by copying it, which Alembic calls a batch.
MIGRATION_OPTIONS: dict[str, Any] = {"render_as_batch": True, "render_item": render_type}


def check_url(value: str) -> str:
    try:
        url = make_url(value)
    except ArgumentError:
        raise ValueError("write it as sqlite:///app.db") from None
    if url.drivername != "sqlite" or not url.database or ":memory:" in url.database:
        raise ValueError("write it as sqlite:///app.db, a file")
    return value


def driver_url(url: str) -> URL:
    """With the database's file in full; a relative one is meant from the service's directory."""
    parsed = make_url(url)
    return parsed.set(database=str(BASE_DIR / (parsed.database or "")))


def listen(engine: Engine) -> None:
    event.listen(engine, "connect", set_pragmas)


def set_pragmas(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    run(connection, "PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL", "PRAGMA foreign_keys = ON")


def use_write_ahead_log(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    run(connection, "PRAGMA journal_mode = WAL")


def run(connection: DBAPIConnection, *statements: str) -> None:
    cursor = connection.cursor()
    for statement in statements:
        cursor.execute(statement)
    cursor.close()


def create_plain_engine(url: str) -> Engine:
    """For migrations and checks.

    Foreign keys are off: altering a table copies and drops it, which would delete what refers to it.
    """
    engine = create_engine(driver_url(url), connect_args={"timeout": BUSY_SECONDS}, poolclass=NullPool)
    event.listen(engine, "connect", use_write_ahead_log)
    return engine


def begin_migrations(connection: Connection) -> None:
    """One migration at a time, and all of it or nothing."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def ping(engine: Engine) -> None:
    require_file(Path(str(engine.url.database)))
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")


def require_file(path: Path) -> None:
    """Connecting would create it, and open connections would not notice that it is gone."""
    if not path.is_file():
        raise FileNotFoundError(f"{path.name} does not exist: run the migrations first")
