"""What is SQLite's own: whether it answers."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import DatabaseError, OperationalError, connection

BUSY_SECONDS = 2
MEND = "Create it with `python manage.py migrate`, or correct the path in .env."


def ping() -> None:
    """On a connection of its own: open ones do not notice that the file is gone."""
    path = Path(connection.settings_dict["NAME"])
    if not path.is_file():
        raise OperationalError(f"{path.name} does not exist")
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as own:
            own.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.Error as error:
        raise OperationalError(str(error)) from error


def is_missing_table(error: DatabaseError) -> bool:
    return "no such table" in str(error)


@contextmanager
def one_migration_at_a_time() -> Iterator[None]:
    """A file has one user, who starts one migration."""
    yield
