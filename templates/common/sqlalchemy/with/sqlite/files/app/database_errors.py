"""What SQLite's errors mean."""

from sqlalchemy.exc import DBAPIError


def is_missing_table(error: DBAPIError) -> bool:
    return "no such table" in str(error.orig)
