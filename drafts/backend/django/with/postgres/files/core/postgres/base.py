"""The module that Django looks for in a database backend."""

import selectors
from typing import Any

from django.db.backends.postgresql import base
from psycopg import Connection


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection that lives.

        The pool's own check costs a trip to the server each time, and waits longer with each lost connection.
        """
        connection = super().get_new_connection(conn_params)
        while self.pool and is_lost(connection):
            connection.close()
            self.pool.putconn(connection)
            connection = super().get_new_connection(conn_params)
        return connection


def is_lost(connection: "Connection[Any]") -> bool:
    """A server sends nothing to an idle connection but its farewell, so input means a lost one."""
    if connection.closed:
        return True
    with selectors.DefaultSelector() as selector:
        selector.register(connection.fileno(), selectors.EVENT_READ)
        return bool(selector.select(timeout=0))
