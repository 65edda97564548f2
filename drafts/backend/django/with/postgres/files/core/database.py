"""Whether the database answers."""

from django.db import OperationalError, connection
from psycopg import Error, connect


def ping() -> None:
    """On a connection of its own: whether the pool has a free one says something about the load only."""
    parameters = connection.get_connection_params()
    try:
        with connect(**parameters, autocommit=True) as own:
            own.execute("SELECT 1")
    except Error as error:
        raise OperationalError(str(error)) from error
