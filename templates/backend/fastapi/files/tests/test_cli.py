"""The commands of the service."""

import asyncio
import io
import json
from collections.abc import Awaitable, Callable

import pytest

from app import cli
from app.config import Settings
from tests.api import Api
from tests.database import unreachable_database

pytestmark = pytest.mark.anyio

Run = Callable[..., Awaitable[str]]


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command and returns what it printed."""
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("APP_ENV", "test")

    async def run_command(*arguments: str) -> str:
        await asyncio.to_thread(cli.main, list(arguments))
        return capsys.readouterr().out

    return run_command


async def role_of(api: Api, email: str, password: str) -> str:
    token = (await api.login(email, password)).json()["access_token"]
    me = await api.client.get("/api/v1/auth/me", headers={"Authorization": f"Bearer {token}"})
    return str(me.json()["role"])


async def test_the_document_alone_is_printed(run: Run) -> None:
    assert json.loads(await run("openapi"))["info"]["version"] == "1.0.0"


async def test_create_an_administrator(api: Api, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_PASSWORD", "a good long one")
    assert "root@example.com" in await run("create-admin", "Root@Example.com")
    assert await role_of(api, "root@example.com", "a good long one") == "admin"


async def test_the_password_comes_through_a_pipe(api: Api, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("from the pipe\n"))
    await run("create-admin", "root@example.com")
    assert await role_of(api, "root@example.com", "from the pipe") == "admin"


async def test_a_user_is_promoted_and_keeps_the_password(api: Api, run: Run) -> None:
    await api.register("ada@example.com", password="the one she chose")
    await run("create-admin", "ADA@example.com")
    assert await role_of(api, "ada@example.com", "the one she chose") == "admin"


@pytest.mark.parametrize(
    ("email", "password", "named"), [("nobody", "long enough", "email"), ("a@b.co", "no", "password")]
)
async def test_bad_credentials_are_refused(
    run: Run, monkeypatch: pytest.MonkeyPatch, email: str, password: str, named: str
) -> None:
    monkeypatch.setenv("ADMIN_PASSWORD", password)
    with pytest.raises(SystemExit, match=named):
        await run("create-admin", email)


async def test_sample_data_is_added_once(api: Api, run: Run) -> None:
    first = await run("seed")
    password = first.split()[-1]
    response = await api.login(cli.DEMO_EMAIL, password)
    headers = {"Authorization": f"Bearer {response.json()['access_token']}"}
    notes = (await api.client.get("/api/v1/notes", headers=headers)).json()
    assert notes["total"] == len(cli.DEMO_NOTES)
    assert password not in await run("seed")


async def test_sample_data_is_not_for_production(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APP_ENV", "production")
    monkeypatch.setenv("SECRET_KEY", "Zm9vYmFyYmF6cXV4-0123456789-abcdef")
    with pytest.raises(SystemExit, match="APP_ENV"):
        await run("seed")


async def test_a_database_out_of_reach_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", unreachable_database())
    with pytest.raises(SystemExit) as error:
        await run("create-admin", "root@example.com")
    assert str(error.value).startswith("error: ")
    assert "\n" not in str(error.value)
