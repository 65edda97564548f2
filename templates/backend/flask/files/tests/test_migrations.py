"""The migrations make the tables that the models describe, and can be undone."""

import flask_migrate
import pytest
from apiflask import APIFlask

from tests.conftest import OpenApi
from tests.database import unreachable_database


def test_the_models_are_the_tables(app: APIFlask) -> None:
    with app.app_context():
        flask_migrate.check()


def test_there_and_back(app: APIFlask) -> None:
    with app.app_context():
        flask_migrate.upgrade()
        flask_migrate.downgrade(revision="base")
        flask_migrate.upgrade()


def test_a_database_out_of_reach_is_one_line(open_api: OpenApi) -> None:
    api = open_api(database_url=unreachable_database())
    with api.app.app_context(), pytest.raises(SystemExit) as error:
        flask_migrate.upgrade()
    assert "DATABASE_URL" in str(error.value)
    assert "\n" not in str(error.value)
