"""The PostgreSQL database."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environ import Env


def database_settings(url: str, directory: Path) -> dict[str, Any]:  # noqa: ARG001
    found = read(url)
    return {
        **found,
        # Each thread keeps its connection, and looks whether it still works before a request uses it.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **found.get("OPTIONS", {}),
            "connect_timeout": 5,
            # A peer that fell silent is given up after ten seconds, not after fifteen minutes.
            "tcp_user_timeout": 10_000,
        },
        "TEST": {"NAME": f"{found['NAME']}_test"},
    }


def read(url: str) -> dict[str, Any]:
    # There is no default: a database server has an address and a password of its own.
    try:
        found: dict[str, Any] = Env.db_url_config(url) if url.startswith(("postgres://", "postgresql://")) else {}
    except ValueError:
        found = {}
    if not found.get("NAME"):
        raise ImproperlyConfigured("DATABASE_URL: write it as postgres://user:password@host:5432/name")
    return found
