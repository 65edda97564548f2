"""The two statements behind the list of notes, made once for each combination of filters, order and page."""

import uuid
from functools import lru_cache
from typing import Any

from django.db.models import Func, IntegerField, QuerySet, TextField, UUIDField
from django.db.models.expressions import Star

from core.statements import Parameter, Statement
from notes.models import Note
from notes.schemas import Note as NoteOut
from notes.schemas import NotePage, NoteQuery, NoteSort

KEPT = 256
COLUMNS = tuple(NoteOut.model_fields)
ORDERS = {
    NoteSort.CREATED: ("created_at", "id"),
    NoteSort.NEWEST: ("-created_at", "-id"),
    NoteSort.TITLE: ("title", "id"),
    NoteSort.TITLE_DESCENDING: ("-title", "-id"),
}


def list_of(owner_id: uuid.UUID, query: NoteQuery) -> NotePage:
    filters = (bool(query.q), query.status)
    values: dict[str, Any] = {"owner_id": owner_id, "q": (query.q or "").casefold()}
    rows = page(filters, query.sort, query.limit, query.offset).rows(**values)
    [(total,)] = count(filters).rows(**values)
    items = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    return NotePage.model_validate({"items": items, "total": total, "limit": query.limit, "offset": query.offset})


@lru_cache(KEPT)
def page(filters: tuple[bool, str | None], sort: NoteSort, limit: int, offset: int) -> Statement:
    return Statement(filtered(*filters).order_by(*ORDERS[sort]).values_list(*COLUMNS)[offset : offset + limit])


@lru_cache(KEPT)
def count(filters: tuple[bool, str | None]) -> Statement:
    return Statement(filtered(*filters).values_list(Func(Star(), function="COUNT", output_field=IntegerField())))


def filtered(searched: bool, status: str | None) -> QuerySet[Note]:  # noqa: FBT001
    notes = Note.objects.filter(owner_id=Parameter("owner_id", UUIDField()))
    if searched:
        notes = notes.filter(folded_title__contains=Parameter("q", TextField()))
    return notes.filter(status=status) if status else notes
