"""Notes. Somebody else's note is not there at all."""

import uuid

from apiflask import APIBlueprint
from flask import request
from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from app import models, note_queries
from app.core.auth import auth, current_user
from app.core.openapi import answers
from app.core.problems import not_found, unauthorized
from app.core.routing import parse_ids
from app.extensions import db
from app.rows import dictionaries
from app.schemas import Note, NoteCreate, NotePage, NoteQuery, NoteUpdate

bp = APIBlueprint("notes", __name__, url_prefix="/api/v1/notes", tag="notes")


@bp.before_request
@bp.auth_required(auth)
def require_user() -> None:
    """Every operation here is for somebody who is signed in."""


@bp.before_request
def require_valid_id() -> None:
    parse_ids(request)


@bp.get("")
@bp.input(NoteQuery, location="query", arg_name="query")
@bp.output(NotePage)
@bp.doc(operation_id="listNotes", responses=answers(401, 422))
def list_notes(query: NoteQuery) -> NotePage:
    values = note_queries.parameters(current_user().id, query.q, query.status)
    window = {"limit": query.limit, "offset": query.offset}
    # Without the session's detour over objects, which nobody would look at here.
    connection = db.session.connection()
    items = dictionaries(connection.execute(note_queries.page(query.sort, *values), {**values, **window}))
    # A page beyond the last one has no row that could name the total.
    total = items[0]["total"] if items else connection.scalar(note_queries.count(*values), values)
    return NotePage.model_validate({"items": items, "total": total, **window})


@bp.post("")
@bp.input(NoteCreate, arg_name="body")
@bp.output(Note, status_code=201)
@bp.doc(operation_id="createNote", responses=answers(400, 401, 415, 422))
def create_note(body: NoteCreate) -> Note:
    note = models.Note(owner_id=current_user().id, title=body.title, body=body.body, status=body.status)
    db.session.add(note)
    try:
        db.session.commit()
    except IntegrityError:
        raise unauthorized("The account was deleted.") from None
    return Note.model_validate(note)


@bp.get("/<uuid:note_id>")
@bp.output(Note)
@bp.doc(operation_id="getNote", responses=answers(401, 404, 422))
def get_note(note_id: uuid.UUID) -> Note:
    connection = db.session.connection()
    note = connection.execute(note_queries.ONE, {"id": note_id, "owner_id": current_user().id}).one_or_none()
    if note is None:
        raise not_found("note")
    return Note.model_validate(note)


@bp.patch("/<uuid:note_id>")
@bp.input(NoteUpdate, arg_name="body")
@bp.output(Note)
@bp.doc(operation_id="updateNote", responses=answers(400, 401, 404, 415, 422))
def update_note(note_id: uuid.UUID, body: NoteUpdate) -> Note:
    note = find_note(note_id)
    for name in body.model_fields_set:
        setattr(note, name, getattr(body, name))
    try:
        db.session.commit()
    except StaleDataError:
        raise not_found("note") from None
    return Note.model_validate(note)


@bp.delete("/<uuid:note_id>")
@bp.doc(operation_id="deleteNote", responses=answers(204, 401, 404, 422))
def delete_note(note_id: uuid.UUID) -> tuple[str, int]:
    result = db.session.execute(delete(models.Note).where(*owned(note_id)).returning(models.Note.id))
    if result.scalar_one_or_none() is None:
        raise not_found("note")
    db.session.commit()
    return "", 204


def find_note(note_id: uuid.UUID) -> models.Note:
    note = db.session.scalar(select(models.Note).where(*owned(note_id)))
    if note is None:
        raise not_found("note")
    return note


def owned(note_id: uuid.UUID) -> tuple[ColumnElement[bool], ...]:
    return models.Note.id == note_id, models.Note.owner_id == current_user().id
