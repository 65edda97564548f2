"""A failure of the surroundings in one line."""

from sqlalchemy.exc import DBAPIError

from app.database_errors import is_missing_table


def reason(error: Exception) -> str:
    if isinstance(error, DBAPIError) and is_missing_table(error):
        return "the database has no tables yet: run the migrations first"
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    lines = str(cause).strip().splitlines()
    return lines[0] if lines else "no answer in time"
