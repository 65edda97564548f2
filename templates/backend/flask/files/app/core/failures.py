"""A failure of the surroundings in one line."""

from sqlalchemy.exc import DBAPIError


def reason(error: Exception) -> str:
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    lines = str(cause).strip().splitlines()
    return lines[0] if lines else "no answer in time"
