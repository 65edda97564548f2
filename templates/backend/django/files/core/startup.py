"""What has to be there before a server starts. What is missing is named in one line, with how to mend it."""

import os
import socket

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from core.database import MEND, is_missing_table, ping


def check_database() -> None:
    try:
        ping()
    except DatabaseError as error:
        raise ImproperlyConfigured(database_failure(error)) from error


def database_failure(error: DatabaseError) -> str:
    if is_missing_table(error):
        return "The database has no tables yet. Run the migrations first: `python manage.py migrate`."
    lines = str(error).strip().splitlines()
    return f"DATABASE_URL: {lines[0] if lines else type(error).__name__}. {MEND}"


def check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        cause = f"PORT: can't listen on {host}:{port}: {os.strerror(error.errno or 0)}"
        raise ImproperlyConfigured(f"{cause}. Free the port, or set another PORT in .env.") from error
