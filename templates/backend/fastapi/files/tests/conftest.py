"""One migrated database for all tests, emptied after each; an application and a client for each."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace

import pytest
from alembic import command
from alembic.config import Config
from argon2 import PasswordHasher
from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncClient
from sqlalchemy import delete

from app.config import BASE_DIR, Environment, Settings
from app.db import Database
from app.main import create_app
from app.models import Base
from app.security import Passwords
from tests.api import Api
from tests.database import temporary_database

# The cheapest hash that argon2 makes: these tests are about everything else.
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
SECRET_KEY = "a-key-for-the-tests-0123456789-abcdefgh"

StartApi = Callable[..., AbstractAsyncContextManager[Api]]


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    with temporary_database() as url:
        config = Config(BASE_DIR / "alembic.ini")
        config.attributes["database_url"] = url
        command.upgrade(config, "head")
        yield url


def settings_for(database_url: str) -> Settings:
    # Not what `.env` says: that is for development, and may be anybody's.
    return Settings(
        _env_file=None,
        app_env=Environment.TEST,
        database_url=database_url,
        secret_key=SECRET_KEY,
        auth_rate_limit="off",
    )


@pytest.fixture
def settings(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", None)
    return settings_for(database_url)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    async with database.sessions() as session:
        for table in reversed(Base.metadata.sorted_tables):
            await session.execute(delete(table))
        await session.commit()
    await database.close()


@pytest.fixture
def start_api(settings: Settings, database: Database) -> StartApi:
    """An application with settings of its own, started and ended like a real one."""
    del database

    def start(**changes: object) -> AbstractAsyncContextManager[Api]:
        return serving(create_test_app(settings.model_copy(update=changes)))

    return start


def create_test_app(settings: Settings) -> FastAPI:
    app = create_app(settings)
    app.state.services = replace(app.state.services, passwords=Passwords(CHEAP))
    return app


@asynccontextmanager
async def serving(app: FastAPI) -> AsyncIterator[Api]:
    async with app.router.lifespan_context(app), client_of(app) as client:
        yield Api(app, client)


def client_of(app: FastAPI) -> AsyncClient:
    return AsyncClient(transport=ASGITransport(app), base_url="http://api.test")


@pytest.fixture(scope="session")
def shared_app(database_url: str) -> FastAPI:
    """Building an application takes longer than a test."""
    return create_test_app(settings_for(database_url))


@pytest.fixture
async def api(shared_app: FastAPI, settings: Settings, database: Database) -> AsyncIterator[Api]:
    del database
    shared_app.state.database = Database(settings.database_url)
    async with serving(shared_app) as api:
        yield api
