"""What migrations need of PostgreSQL."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from app.database_engine import CONNECT_ARGS, driver_url

OPTIONS: dict[str, Any] = {}
# Any number that all migrations agree on.
LOCK = 7_364_501


def create_engine(url: str) -> AsyncEngine:
    return create_async_engine(driver_url(url), connect_args=CONNECT_ARGS, poolclass=NullPool)


async def begin(connection: AsyncConnection) -> None:
    """One migration at a time: the lock ends with the transaction."""
    await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
