"""One migrated database for all tests, emptied after each; an application and a client."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import flask_migrate
import pytest
from apiflask import APIFlask
from argon2 import PasswordHasher
from flask.testing import FlaskCliRunner
from sqlalchemy import delete

from app import create_app
from app.core.config import Environment, Settings
from app.core.security import Passwords
from app.core.services import KEY
from app.extensions import db
from app.models import Base
from tests.api import Api
from tests.database import temporary_database

# The cheapest hash that argon2 makes: these tests are about everything else.
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
SECRET_KEY = "a-key-for-the-tests-0123456789-abcdefgh"

OpenApi = Callable[..., Api]


def settings_for(database_url: str) -> Settings:
    # Not what `.env` says: that is for development, and may be anybody's.
    return Settings(
        _env_file=None,
        app_env=Environment.TEST,
        database_url=database_url,
        secret_key=SECRET_KEY,
        auth_rate_limit="off",
    )


def create_test_app(settings: Settings) -> APIFlask:
    app = create_app(settings)
    app.extensions[KEY] = replace(app.extensions[KEY], passwords=Passwords(CHEAP))
    return app


def close(app: APIFlask) -> None:
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def shared_app() -> Iterator[APIFlask]:
    """Building an application takes longer than a test."""
    with temporary_database() as url:
        app = create_test_app(settings_for(url))
        with app.app_context():
            flask_migrate.upgrade()
        yield app
        close(app)


@pytest.fixture
def app(shared_app: APIFlask) -> Iterator[APIFlask]:
    yield shared_app
    with shared_app.app_context():
        for table in reversed(Base.metadata.sorted_tables):
            db.session.execute(delete(table))
        db.session.commit()


@pytest.fixture
def settings(app: APIFlask, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", None)
    found: Settings = app.extensions[KEY].settings
    return found


@pytest.fixture
def database_url(settings: Settings) -> str:
    return settings.database_url


@pytest.fixture
def api(app: APIFlask) -> Api:
    return Api(app)


@pytest.fixture
def open_api(settings: Settings) -> Iterator[OpenApi]:
    """An application with settings of its own, on the same database."""
    opened: list[APIFlask] = []

    def start(**changes: object) -> Api:
        opened.append(create_test_app(settings.model_copy(update=changes)))
        return Api(opened[-1])

    yield start
    for app in opened:
        close(app)


@pytest.fixture
def runner(app: APIFlask) -> FlaskCliRunner:
    return app.test_cli_runner()
