"""The SQLite engine: a file, write-ahead logging, one writer at a time that the others wait for."""

from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.engine.url import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from app.sqlite_connection import BufferedConnection

BASE_DIR = Path(__file__).resolve().parent.parent
DEFAULT_URL = "sqlite:///app.db"
# SQLite writes one at a time: more connections than readers at work only queue for its lock.
POOL_SIZE = 8
BUSY_SECONDS = 15


def check_url(value: str) -> str:
    try:
        url = make_url(value)
    except ArgumentError:
        raise ValueError("write it as sqlite:///app.db") from None
    if url.drivername != "sqlite" or not url.database or ":memory:" in url.database:
        raise ValueError("write it as sqlite:///app.db, a file")
    return value


def file_of(url: str) -> Path:
    """The database's file; a relative one is meant from the service's directory."""
    return BASE_DIR / (make_url(url).database or "")


def create_engine(url: str) -> AsyncEngine:
    engine = create_async_engine(
        driver_url(url),
        connect_args={
            "async_creator_fn": BufferedConnection,
            "timeout": BUSY_SECONDS,
            # A transaction begins with its first write, and takes the write lock there and then.
            "isolation_level": "IMMEDIATE",
            "check_same_thread": False,
        },
        pool_size=POOL_SIZE,
        max_overflow=0,
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "connect", set_pragmas)
    return engine


def driver_url(url: str) -> URL:
    return make_url(url).set(drivername="sqlite+aiosqlite", database=str(file_of(url)))


def set_pragmas(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    run_statements(connection, "PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL", "PRAGMA foreign_keys = ON")


def run_statements(connection: DBAPIConnection, *statements: str) -> None:
    cursor = connection.cursor()
    for statement in statements:
        cursor.execute(statement)
    cursor.close()


def create_reading_engine(_url: str, engine: AsyncEngine) -> AsyncEngine:
    """For requests that only read: here they open no transaction anyway."""
    return engine


async def ping(engine: AsyncEngine) -> None:
    require_file(Path(str(engine.url.database)))
    async with engine.connect() as connection:
        await connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")


def require_file(path: Path) -> None:
    """Connecting would create it, and open connections would not notice that it is gone."""
    if not path.is_file():
        raise FileNotFoundError(f"{path.name} does not exist: run the migrations first")
