"""The PostgreSQL engine: psycopg's connections in a pool."""

import selectors
from typing import Any

from psycopg import Connection as PsycopgConnection
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.engine.url import URL, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, PoolProxiedConnection

# No default: a database server has an address and a password of its own.
DEFAULT_URL = ""
POOL_SIZE = 10
POOL_WAIT_SECONDS = 10
# Any number that all migrations agree on.
MIGRATION_LOCK = 7_364_501
MIGRATION_OPTIONS: dict[str, Any] = {}
CONNECT_ARGS = {
    "connect_timeout": 5,
    # A peer that fell silent is given up after ten seconds, not after fifteen minutes.
    "tcp_user_timeout": 10_000,
    "options": "-c timezone=UTC",
}
ENGINE_OPTIONS: dict[str, Any] = {
    "connect_args": CONNECT_ARGS,
    "pool_size": POOL_SIZE,
    "max_overflow": POOL_SIZE,
    "pool_timeout": POOL_WAIT_SECONDS,
    "hide_parameters": True,
}

# A request that only reads is spared BEGIN and ROLLBACK, two trips to the server.
READ_OPTIONS = {"isolation_level": "AUTOCOMMIT"}


def check_url(value: str) -> str:
    try:
        url = make_url(value)
    except ArgumentError:
        url = None
    if url is None or url.drivername not in ("postgres", "postgresql") or not url.database:
        raise ValueError("write it as postgres://user:password@host:5432/name")
    return value


def driver_url(url: str) -> URL:
    return make_url(url).set(drivername="postgresql+psycopg")


def listen(engine: Engine) -> None:
    event.listen(engine, "checkout", discard_dead)


def discard_dead(_connection: DBAPIConnection, entry: ConnectionPoolEntry, _proxy: PoolProxiedConnection) -> None:
    """A cheap pre-ping: a server sends nothing to an idle connection but its farewell, so input means a dead one."""
    driver = entry.driver_connection
    if isinstance(driver, PsycopgConnection) and (driver.closed or has_input(driver.fileno())):
        raise DisconnectionError("the server closed this connection")


def has_input(descriptor: int) -> bool:
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, selectors.EVENT_READ)
        return bool(selector.select(timeout=0))


def create_plain_engine(url: str) -> Engine:
    """For migrations and checks: one connection, closed after use."""
    return create_engine(driver_url(url), connect_args=CONNECT_ARGS, poolclass=NullPool)


def begin_migrations(connection: Connection) -> None:
    """One migration at a time: the lock ends with the transaction."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})


def ping(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
