"""The commands of the service."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result
from flask.testing import FlaskCliRunner

from app import cli
from app.core.config import Environment
from tests.api import Api, body_of
from tests.conftest import OpenApi
from tests.database import unreachable_database

Run = Callable[..., str]


@pytest.fixture
def run(runner: FlaskCliRunner) -> Run:
    """Runs a command that succeeds and returns what it printed."""

    def run_command(*arguments: str, stdin: str = "") -> str:
        result = runner.invoke(args=arguments, input=stdin)
        assert result.exit_code == 0, result.output
        return str(result.output)

    return run_command


def role_of(api: Api, email: str, password: str) -> str:
    token = body_of(api.login(email, password))["access_token"]
    me = api.client.get("/api/v1/auth/me", headers={"Authorization": f"Bearer {token}"})
    return str(body_of(me)["role"])


def refused(result: Result, named: str) -> None:
    """One line, and an exit code that says no."""
    assert result.exit_code == 1
    error = str(result.exception) if str(result.exception) != "1" else result.output.strip()
    assert error.startswith("error: ")
    assert named in error
    assert "\n" not in error


def test_the_document_alone_is_printed(run: Run) -> None:
    assert json.loads(run("openapi"))["info"]["version"] == "1.0.0"


def test_create_an_administrator(api: Api, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_PASSWORD", "a good long one")
    assert "root@example.com" in run("create-admin", "Root@Example.com")
    assert role_of(api, "root@example.com", "a good long one") == "admin"


def test_the_password_comes_through_a_pipe(api: Api, run: Run) -> None:
    run("create-admin", "root@example.com", stdin="from the pipe\n")
    assert role_of(api, "root@example.com", "from the pipe") == "admin"


def test_a_user_is_promoted_and_keeps_the_password(api: Api, run: Run) -> None:
    api.register("ada@example.com", password="the one she chose")
    run("create-admin", "ADA@example.com")
    assert role_of(api, "ada@example.com", "the one she chose") == "admin"


@pytest.mark.parametrize(
    ("email", "password", "named"), [("nobody", "long enough", "email"), ("a@b.co", "no", "password")]
)
def test_bad_credentials_are_refused(runner: FlaskCliRunner, email: str, password: str, named: str) -> None:
    refused(runner.invoke(args=["create-admin", email], input=f"{password}\n"), named)


def test_sample_data_is_added_once(api: Api, run: Run) -> None:
    password = run("seed").split()[-1]
    response = api.login(cli.DEMO_EMAIL, password)
    headers = {"Authorization": f"Bearer {body_of(response)['access_token']}"}
    notes = body_of(api.client.get("/api/v1/notes", headers=headers))
    assert notes["total"] == len(cli.DEMO_NOTES)
    assert password not in run("seed")


def test_sample_data_is_not_for_production(open_api: OpenApi) -> None:
    production = open_api(app_env=Environment.PRODUCTION)
    refused(production.app.test_cli_runner().invoke(args=["seed"]), "APP_ENV")


def test_a_database_out_of_reach_is_one_line(open_api: OpenApi) -> None:
    api = open_api(database_url=unreachable_database())
    refused(api.app.test_cli_runner().invoke(args=["create-admin", "root@example.com"], input="long enough\n"), "")
