"""The PostgreSQL engine: psycopg's asynchronous connections in a pool."""

import select
import sys
from typing import Any

from psycopg import AsyncConnection as PsycopgConnection
from sqlalchemy import event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.engine.url import URL, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

# No default: a database server has an address and a password of its own.
DEFAULT_URL = ""
# Of each of the two pools; without overflow, as connections above the size would be opened anew for each use.
POOL_SIZE = 10
POOL_WAIT_SECONDS = 30
CONNECT_ARGS = {
    "connect_timeout": 15,
    # A peer that fell silent is given up after ten seconds, not after fifteen minutes.
    "tcp_user_timeout": 10_000,
    "options": "-c timezone=UTC",
}


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


def create_engine(url: str, **options: Any) -> AsyncEngine:
    engine = create_async_engine(
        driver_url(url),
        connect_args=CONNECT_ARGS,
        pool_size=POOL_SIZE,
        max_overflow=0,
        pool_timeout=POOL_WAIT_SECONDS,
        hide_parameters=True,
        **options,
    )
    event.listen(engine.sync_engine, "checkout", discard_dead)
    return engine


def create_reading_engine(url: str, _engine: AsyncEngine) -> AsyncEngine:
    """A pool of its own for requests that only read: without BEGIN and ROLLBACK, two trips less."""
    return create_engine(url, isolation_level="AUTOCOMMIT", skip_autocommit_rollback=True)


def discard_dead(_connection: DBAPIConnection, entry: ConnectionPoolEntry, _proxy: PoolProxiedConnection) -> None:
    """A cheap pre-ping: a server sends nothing to an idle connection but its farewell, so input means a dead one."""
    driver = entry.driver_connection
    if isinstance(driver, PsycopgConnection) and (driver.closed or has_input(driver.fileno())):
        raise DisconnectionError("the server closed this connection")


def has_input(descriptor: int) -> bool:
    if sys.platform == "win32":
        return bool(select.select([descriptor], [], [], 0)[0])
    # Once a request: a selector would make and close a descriptor of its own each time.
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(0))


async def ping(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        await connection.execute(text("SELECT 1"))
