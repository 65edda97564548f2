"""What PostgreSQL's errors mean."""

from psycopg.errors import UndefinedTable
from sqlalchemy.exc import DBAPIError


def is_missing_table(error: DBAPIError) -> bool:
    return isinstance(error.orig, UndefinedTable)
