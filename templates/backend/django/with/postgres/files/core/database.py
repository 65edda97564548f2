"""What is PostgreSQL's own: whether it answers, and a lock for migrations."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, OperationalError, connection
from psycopg import Error, connect
from psycopg.errors import UndefinedTable

PING_SECONDS = 2
# Any number that nothing else in this database locks.
MIGRATION_LOCK = 7_305_811
MEND = "Start the server, create the database, or correct the address in .env."


def ping() -> None:
    """On a connection of its own, as this thread's may have waited for long already. To sign in is to be answered."""
    parameters = {**connection.get_connection_params(), "connect_timeout": PING_SECONDS}
    try:
        connect(**parameters).close()
    except Error as error:
        raise OperationalError(str(error)) from error


def is_missing_table(error: DatabaseError) -> bool:
    return isinstance(error.__cause__, UndefinedTable)


@contextmanager
def one_migration_at_a_time() -> Iterator[None]:
    """Of replicas that are started together, the later one waits: both would create the same tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])
