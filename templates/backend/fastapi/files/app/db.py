"""Sessions and connections for the endpoints, and the check that the database answers."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession, async_sessionmaker

from app.database_engine import create_engine, create_reading_engine, ping

CHECK_SECONDS = 2
CLOSE_SECONDS = 3


class Database:
    def __init__(self, url: str) -> None:
        self.engine = create_engine(url)
        self.reading_engine = create_reading_engine(url, self.engine)
        self.sessions = async_sessionmaker(self.engine, expire_on_commit=False)
        self._check: asyncio.Task[None] | None = None

    async def answers(self) -> bool:
        """Whether the database answers in time. One check at a time: a hanging database ties up one connection."""
        if self._check is None or self._check.done():
            self._check = asyncio.create_task(ping(self.engine))
        done, _ = await asyncio.wait({self._check}, timeout=CHECK_SECONDS)
        return bool(done) and not self._check.cancelled() and self._check.exception() is None

    async def close(self) -> None:
        closing = asyncio.gather(self.engine.dispose(), self.reading_engine.dispose())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(closing, CLOSE_SECONDS)


def get_database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


async def get_session(request: Request) -> AsyncIterator[AsyncSession]:
    async with get_database(request).sessions() as session:
        yield session


async def get_reading_connection(request: Request) -> AsyncIterator[AsyncConnection]:
    """For plain rows on the way to JSON: a session would cost as much again, and has no object to keep."""
    async with aclosing(await get_database(request).reading_engine.connect()) as connection:
        yield connection


# Given back before the answer is sent: a slow reader holds no connection.
SessionDep = Annotated[AsyncSession, Depends(get_session, scope="function")]
ReadingConnectionDep = Annotated[AsyncConnection, Depends(get_reading_connection, scope="function")]
