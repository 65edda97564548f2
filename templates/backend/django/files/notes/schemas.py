"""What comes in and what goes out."""

import uuid
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, Field
from pydantic.json_schema import SkipJsonSchema
from typing_extensions import TypedDict

from core.schemas import NO_NUL, Output, PageQuery, Timestamp
from notes.models import NoteStatus

Title = Annotated[str, Field(min_length=1, max_length=200, pattern=NO_NUL)]
Text = Annotated[str, Field(max_length=10_000, pattern=NO_NUL)]
Search = Annotated[str, Field(max_length=100, pattern=NO_NUL)]


class NoteSort(StrEnum):
    CREATED = "created_at"
    NEWEST = "-created_at"
    TITLE = "title"
    TITLE_DESCENDING = "-title"


class NoteQuery(PageQuery):
    # An absent parameter is None; `null` can't be sent, so the document does not offer it.
    q: Search | SkipJsonSchema[None] = None
    status: NoteStatus | SkipJsonSchema[None] = None
    sort: NoteSort = NoteSort.NEWEST

    @property
    def order(self) -> tuple[str, str]:
        """The id breaks ties, in the same direction."""
        return self.sort.value, "-id" if self.sort.value.startswith("-") else "id"


class NoteCreate(BaseModel):
    title: Title
    body: Text | None = None
    status: NoteStatus = NoteStatus.DRAFT


class NoteUpdate(TypedDict, total=False):
    """Only what is sent is changed: a key that is absent stays absent."""

    title: Title
    body: Text | None
    status: NoteStatus


class Note(Output):
    id: uuid.UUID
    owner_id: uuid.UUID
    title: str
    body: str | None
    status: NoteStatus
    created_at: Timestamp
    updated_at: Timestamp


class NotePage(Output):
    items: list[Note]
    total: int
    limit: int
    offset: int
