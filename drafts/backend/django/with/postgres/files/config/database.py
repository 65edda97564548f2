"""The PostgreSQL database: connections in a pool, shared by the threads of the process."""

import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environ import Env

# A command works in one thread: it connects by itself, and says at once what is wrong.
POOLED = Path(sys.argv[0]).name != "manage.py"
POOL = {"min_size": 1, "max_size": 20, "timeout": 10, "reconnect_timeout": 5}


def database_settings(url: str, directory: Path) -> dict[str, Any]:  # noqa: ARG001
    found = read(url)
    return {
        **found,
        "ENGINE": "core.postgres",
        "OPTIONS": {
            **found.get("OPTIONS", {}),
            "pool": POOL if POOLED else False,
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
