"""The statements behind the list of notes.

Building a statement takes SQLAlchemy longer than the database takes to answer it, so each shape is built
once, with its values left open.
"""

import uuid
from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, bindparam, func, select

from app.models import Note, NoteStatus
from app.rows import columns_of
from app.schemas import Note as NoteOut
from app.schemas import NoteSort

ESCAPE = "\\"
notes: Table = Note.metadata.tables[Note.__tablename__]
COLUMNS = columns_of(notes, NoteOut)
FILTERS: dict[str, ColumnElement[bool]] = {
    "owner_id": notes.c.owner_id == bindparam("owner_id"),
    "pattern": notes.c.folded_title.like(bindparam("pattern"), escape=ESCAPE),
    "status": notes.c.status == bindparam("status"),
}
ONE = select(*COLUMNS).where(notes.c.id == bindparam("id"), FILTERS["owner_id"])


def parameters(owner_id: uuid.UUID, q: str | None, status: NoteStatus | None) -> dict[str, Any]:
    """The values of the filters that apply: their names choose the statement."""
    values: dict[str, Any] = {"owner_id": owner_id}
    if q:
        values["pattern"] = f"%{escaped(q.casefold())}%"
    if status is not None:
        values["status"] = status
    return values


def escaped(text: str) -> str:
    for character in (ESCAPE, "%", "_"):
        text = text.replace(character, ESCAPE + character)
    return text


@cache
def count(*filters: str) -> Select[int]:
    return select(func.count()).select_from(notes).where(*conditions(filters))


@cache
def page(sort: NoteSort, *filters: str) -> Select[Any]:
    """A page of notes, each row with the total beside it: one trip to the database in place of two."""
    total = count(*filters).scalar_subquery().label("total")
    column = notes.c[sort.removeprefix("-")]
    order = (column.desc(), notes.c.id.desc()) if sort.startswith("-") else (column.asc(), notes.c.id.asc())
    statement = select(total, *COLUMNS).where(*conditions(filters)).order_by(*order)
    return statement.limit(bindparam("limit")).offset(bindparam("offset"))


def conditions(filters: Iterable[str]) -> list[ColumnElement[bool]]:
    return [FILTERS[name] for name in filters]
