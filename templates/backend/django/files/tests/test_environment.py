"""What is wrong in the environment is named in one line, in production and before anything else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config.database import database_settings
from config.environment import Environment

GOOD_KEY = "q7Rz0bX4mK9vT2nL6wP1sD8fH3jG5cYa"


@pytest.fixture
def env() -> Environment:
    return Environment(Path("/nowhere"))


@pytest.mark.parametrize("value", ["", "abc", "change-me-" * 5, "x" * 40])
def test_a_bad_key_is_refused_by_its_name(env: Environment, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SECRET_KEY", value)
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY") as found:
        env.secret_key(required=True)
    assert not value or value not in str(found.value)


def test_a_good_key_is_taken(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", GOOD_KEY)
    assert env.secret_key(required=True) == GOOD_KEY
    monkeypatch.setenv("SECRET_KEY", "")
    assert len(env.secret_key(required=False)) >= 32


@pytest.mark.parametrize("value", ["0", "70000", "-1", "1.5", "x", "9" * 30])
def test_a_port_is_a_number(env: Environment, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("PORT", value)
    with pytest.raises(ImproperlyConfigured, match="PORT: write a whole number from 1 to 65535"):
        env.number("PORT", 8000, maximum=65_535)


def test_lists_and_choices(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIST", " a, b ,,")
    monkeypatch.setenv("CHOICE", "Two")
    assert env.commas("LIST") == ["a", "b"]
    assert env.choice("CHOICE", ("one", "two"), "one") == "two"
    monkeypatch.setenv("CHOICE", "three")
    with pytest.raises(ImproperlyConfigured, match="CHOICE: choose one of one, two"):
        env.choice("CHOICE", ("one", "two"), "one")


def test_origins_have_a_scheme(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORS_ORIGINS", "https://app.example.com/")
    assert env.origins("CORS_ORIGINS") == ["https://app.example.com"]
    monkeypatch.setenv("CORS_ORIGINS", "app.example.com")
    with pytest.raises(ImproperlyConfigured, match="CORS_ORIGINS"):
        env.origins("CORS_ORIGINS")


def test_proxies_are_addresses_or_networks(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", "10.0.0.0/8,::1")
    assert env.networks("TRUSTED_PROXIES", "") == ["10.0.0.0/8", "::1/128"]
    monkeypatch.setenv("TRUSTED_PROXIES", "nginx")
    with pytest.raises(ImproperlyConfigured, match="TRUSTED_PROXIES"):
        env.networks("TRUSTED_PROXIES", "")


def test_the_file_fills_in_what_is_not_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / ".env"
    file.write_text("FROM_FILE=file\nFROM_BOTH=file\n")
    monkeypatch.setenv("FROM_BOTH", "process")
    monkeypatch.setenv("FROM_FILE", "")
    monkeypatch.delenv("FROM_FILE")
    env = Environment(file)
    assert (env.text("FROM_FILE"), env.text("FROM_BOTH")) == ("file", "process")


@pytest.mark.parametrize("url", ["mysql://root@localhost/x", "nonsense"])
def test_another_database_is_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL: write it as"):
        database_settings(url, Path("/srv"))


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SECRET_KEY": GOOD_KEY, "APP_ENV": "production", **variables}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("command", [["manage.py", "migrate"], ["-m", "gunicorn"]])
def test_a_command_ends_with_one_line(command: list[str]) -> None:
    result = run(*command, SECRET_KEY="abc")
    assert result.returncode == 1
    assert result.stderr == "error: SECRET_KEY is too short: it takes at least 32 characters\n"
    assert result.stdout == ""


def test_the_settings_of_production_pass_djangos_checks() -> None:
    key = "5f0c7a0e4b116f1d3c8e1b1a4a8e9d55" * 2
    result = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", SECRET_KEY=key)
    assert result.returncode == 0, result.stderr
