"""Notes. Somebody else's note is not there at all."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema
from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from app import models, note_queries
from app.db import ReadingConnectionDep, SessionDep
from app.dependencies import CurrentUser, JsonBody, Reader
from app.models import NoteStatus
from app.openapi import problems
from app.pages import Limit, Offset
from app.problems import not_found, unauthorized
from app.rows import dictionaries
from app.schemas import NO_NUL, Note, NoteCreate, NotePage, NoteSort, NoteUpdate

router = APIRouter(prefix="/api/v1/notes", tags=["notes"])

NoteId = Annotated[uuid.UUID, Path()]
# An absent parameter is None; `null` can't be sent, so the document does not offer it.
Search = Annotated[Annotated[str, Field(max_length=100, pattern=NO_NUL)] | SkipJsonSchema[None], Query()]
StatusFilter = Annotated[NoteStatus | SkipJsonSchema[None], Query()]


@router.get("", responses=problems(401, 422))
async def list_notes(
    user: Reader,
    connection: ReadingConnectionDep,
    limit: Limit = 20,
    offset: Offset = 0,
    q: Search = None,
    status: StatusFilter = None,
    sort: NoteSort = NoteSort.NEWEST,
) -> NotePage:
    values = note_queries.parameters(user.id, q, status)
    page = await connection.execute(note_queries.page(sort, *values), {**values, "limit": limit, "offset": offset})
    items = dictionaries(page)
    # A page beyond the last one has no row that could name the total.
    total = items[0]["total"] if items else await connection.scalar(note_queries.count(*values), values)
    return NotePage.model_validate({"items": items, "total": total, "limit": limit, "offset": offset})


@router.post("", status_code=201, responses=problems(400, 401, 415, 422), dependencies=[JsonBody])
async def create_note(body: NoteCreate, user: CurrentUser, session: SessionDep) -> Note:
    note = models.Note(owner_id=user.id, title=body.title, body=body.body, status=body.status)
    session.add(note)
    try:
        await session.commit()
    except IntegrityError:
        raise unauthorized("The account was deleted.") from None
    return Note.model_validate(note)


@router.get("/{note_id}", responses=problems(401, 404, 422))
async def get_note(note_id: NoteId, user: Reader, connection: ReadingConnectionDep) -> Note:
    note = (await connection.execute(note_queries.ONE, {"id": note_id, "owner_id": user.id})).one_or_none()
    if note is None:
        raise not_found("note")
    return Note.model_validate(note)


@router.patch("/{note_id}", responses=problems(400, 401, 404, 415, 422), dependencies=[JsonBody])
async def update_note(note_id: NoteId, body: NoteUpdate, user: CurrentUser, session: SessionDep) -> Note:
    note = await session.scalar(select(models.Note).where(*owned(note_id, user.id)))
    if note is None:
        raise not_found("note")
    for name, value in body.items():
        setattr(note, name, value)
    try:
        await session.commit()
    except StaleDataError:
        raise not_found("note") from None
    return Note.model_validate(note)


@router.delete("/{note_id}", status_code=204, responses=problems(401, 404, 422))
async def delete_note(note_id: NoteId, user: CurrentUser, session: SessionDep) -> None:
    result = await session.execute(delete(models.Note).where(*owned(note_id, user.id)).returning(models.Note.id))
    if result.scalar_one_or_none() is None:
        raise not_found("note")
    await session.commit()


def owned(note_id: uuid.UUID, user_id: uuid.UUID) -> tuple[ColumnElement[bool], ...]:
    return models.Note.id == note_id, models.Note.owner_id == user_id
