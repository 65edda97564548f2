"""Rows on the way to JSON: what an endpoint that only reads takes in place of objects.

A list is most of what an API is asked for, and most of its time went into conversions: SQLAlchemy's types, an
attribute at a time from each row, pydantic's types. So values stay as the driver gives them until pydantic reads
them, all at once.
"""

from typing import Any

from pydantic import BaseModel
from sqlalchemy import ColumnElement, Result, Table, type_coerce
from sqlalchemy.types import NullType


def columns_of(table: Table, schema: type[BaseModel]) -> list[ColumnElement[Any]]:
    """The columns that a schema shows."""
    return [type_coerce(table.c[name], NullType()).label(name) for name in schema.model_fields]


def dictionaries(result: Result[Any]) -> list[dict[str, Any]]:
    names = tuple(result.keys())
    return [dict(zip(names, row, strict=True)) for row in result.all()]
