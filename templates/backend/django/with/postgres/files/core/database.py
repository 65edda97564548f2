"""Whether the database answers."""

from django.db import DatabaseError, OperationalError, connection
from psycopg import Error, connect
from psycopg.errors import UndefinedTable

PING_SECONDS = 2
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
