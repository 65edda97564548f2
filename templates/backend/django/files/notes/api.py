"""Notes. Somebody else's note is not there at all."""

import uuid
from typing import Any

from django.db import IntegrityError, transaction
from ninja import Body, Query, Router, Status

from accounts.authentication import Bearer, UserRequest
from core.openapi import answers
from core.problems import no_such, unauthorized
from notes.models import Note
from notes.schemas import Note as NoteOut
from notes.schemas import NoteCreate, NotePage, NoteQuery, NoteUpdate

router = Router(tags=["notes"], auth=Bearer())


@router.get("", response=answers(NotePage, 401, 422))
def list_notes(request: UserRequest, query: Query[NoteQuery]) -> dict[str, Any]:
    notes = Note.objects.filter(owner=request.auth).search(query.q, query.status)
    return query.page_of(notes.order_by(*query.order), NoteOut)


@router.post("", response=answers(NoteOut, 400, 401, 415, 422, status=201))
def create_note(request: UserRequest, body: NoteCreate) -> Status[Note]:
    try:
        with transaction.atomic():
            note = Note.objects.create(owner=request.auth, title=body.title, body=body.body, status=body.status)
    except IntegrityError:
        raise unauthorized("The account was deleted.") from None
    return Status(201, note)


@router.get("/{note_id}", response=answers(NoteOut, 401, 404, 422))
def get_note(request: UserRequest, note_id: uuid.UUID) -> Note:
    note = Note.objects.filter(pk=note_id, owner=request.auth).first()
    if note is None:
        raise no_such("note")
    return note


@router.patch("/{note_id}", response=answers(NoteOut, 400, 401, 404, 415, 422))
def update_note(request: UserRequest, note_id: uuid.UUID, body: Body[NoteUpdate]) -> Note:
    with transaction.atomic():
        note = Note.objects.select_for_update().filter(pk=note_id, owner=request.auth).first()
        if note is None:
            raise no_such("note")
        for name, value in body.items():
            setattr(note, name, value)
        note.save()
    return note


@router.delete("/{note_id}", response=answers(None, 401, 404, 422, status=204))
def delete_note(request: UserRequest, note_id: uuid.UUID) -> Status[None]:
    deleted, _ = Note.objects.filter(pk=note_id, owner=request.auth).delete()
    if not deleted:
        raise no_such("note")
    return Status(204, None)
