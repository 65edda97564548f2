"""The migrations make the tables that the models describe, and can be undone."""

import pytest
from alembic import command
from alembic.config import Config

from app.config import BASE_DIR
from tests.database import unreachable_database


def config_for(url: str) -> Config:
    config = Config(BASE_DIR / "alembic.ini")
    config.attributes["database_url"] = url
    return config


def test_the_models_are_the_tables(database_url: str) -> None:
    command.check(config_for(database_url))


def test_there_and_back(database_url: str) -> None:
    config = config_for(database_url)
    command.upgrade(config, "head")
    command.downgrade(config, "base")
    command.upgrade(config, "head")


def test_a_database_out_of_reach_is_one_line() -> None:
    with pytest.raises(SystemExit) as error:
        command.upgrade(config_for(unreachable_database()), "head")
    assert "DATABASE_URL" in str(error.value)
    assert "\n" not in str(error.value)
