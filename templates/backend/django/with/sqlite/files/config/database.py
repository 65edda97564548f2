"""The SQLite database: a file, write-ahead logging, one writer at a time that the others wait for."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environ import Env

DEFAULT_URL = "sqlite:///app.db"
BUSY_SECONDS = 15


def database_settings(url: str, directory: Path) -> dict[str, Any]:
    """A relative file is meant from the service's directory."""
    url = url or DEFAULT_URL
    if not url.startswith("sqlite:///") or url == "sqlite:///" or ":memory:" in url:
        raise ImproperlyConfigured("DATABASE_URL: write it as sqlite:///app.db, a file")
    found = Env.db_url_config(url)
    return {
        "ENGINE": found["ENGINE"],
        "NAME": directory / found["NAME"],
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": BUSY_SECONDS,
            # A transaction takes the write lock when it begins: two that read first would refuse each other.
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL",
        },
        "TEST": {"NAME": str(directory / "test.db")},
    }
