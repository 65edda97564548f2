"""What is particular about PostgreSQL."""

import asyncio

import pytest
from sqlalchemy import text

from app.db import Database
from tests.api import NOTES, Api

pytestmark = pytest.mark.anyio

END_ALL = text("""
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
""")


async def test_connections_that_the_server_closed_are_replaced(api: Api, database: Database) -> None:
    user = await api.sign_up()
    await asyncio.gather(*(api.create_note(user) for _ in range(8)))
    async with database.sessions() as session:
        await session.execute(END_ALL)
    await asyncio.sleep(0.1)
    responses = await asyncio.gather(*(api.client.get(NOTES, headers=user.headers) for _ in range(8)))
    assert {response.status_code for response in responses} == {200}


async def test_moments_come_back_in_utc(database: Database) -> None:
    async with database.sessions() as session:
        assert await session.scalar(text("SHOW timezone")) == "UTC"
