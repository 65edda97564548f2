"""What comes in and what goes out."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema
from typing_extensions import TypedDict

from app.models import NoteStatus, Role

NO_NUL = r"^[^\x00]*$"
HOST_LABEL = r"[A-Za-z0-9]([A-Za-z0-9\-]{0,61}[A-Za-z0-9])?"
MAILBOX = r"[A-Za-z0-9_%+\-]+(\.[A-Za-z0-9_%+\-]+)*"
EMAIL = rf"^{MAILBOX}@{HOST_LABEL}(\.{HOST_LABEL})+$"


Email = Annotated[str, Field(min_length=6, max_length=254, pattern=EMAIL), AfterValidator(str.lower)]
NewPassword = Annotated[str, Field(min_length=8, max_length=128, pattern=NO_NUL)]
GivenPassword = Annotated[str, Field(min_length=1, max_length=128, pattern=NO_NUL)]
DisplayName = Annotated[str, Field(min_length=1, max_length=100, pattern=NO_NUL)]
Title = Annotated[str, Field(min_length=1, max_length=200, pattern=NO_NUL)]
Body = Annotated[str, Field(max_length=10_000, pattern=NO_NUL)]
# An absent parameter is None; `null` can't be sent, so the document does not offer it.
Search = Annotated[str, Field(max_length=100, pattern=NO_NUL)] | SkipJsonSchema[None]


class Output(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class NoteSort(StrEnum):
    CREATED = "created_at"
    NEWEST = "-created_at"
    TITLE = "title"
    TITLE_DESCENDING = "-title"


class ErrorCode(StrEnum):
    REQUIRED = "required"
    TYPE = "type"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    FORMAT = "format"
    ENUM = "enum"
    NOT_NULL = "not_null"


class RegisterRequest(BaseModel):
    email: Email
    password: NewPassword
    display_name: DisplayName | None = None


class LoginRequest(BaseModel):
    email: Email
    password: GivenPassword


class PasswordChange(BaseModel):
    current_password: GivenPassword
    new_password: NewPassword


class UserUpdate(BaseModel):
    display_name: DisplayName | None = Field(default_factory=lambda: None)


class NoteCreate(BaseModel):
    title: Title
    body: Body | None = None
    status: NoteStatus = NoteStatus.DRAFT


class NoteUpdate(BaseModel):
    """Only what is sent is changed: the defaults are never read, and as functions they stay out of the document."""

    title: Title = Field(default_factory=str)
    body: Body | None = Field(default_factory=lambda: None)
    status: NoteStatus = Field(default_factory=lambda: NoteStatus.DRAFT)


class PageQuery(BaseModel):
    limit: Annotated[int, Field(ge=1, le=100)] = 20
    offset: Annotated[int, Field(ge=0, le=1_000_000)] = 0


class NoteQuery(PageQuery):
    q: Search = None
    status: NoteStatus | SkipJsonSchema[None] = None
    sort: NoteSort = NoteSort.NEWEST


class Health(Output):
    status: str


class Readiness(Output):
    status: str
    checks: dict[str, str]


class AccessToken(Output):
    access_token: str
    token_type: str
    expires_in: int


class User(Output):
    id: uuid.UUID
    email: str
    display_name: str | None
    role: Role
    created_at: datetime


class UserPage(Output):
    items: list[User]
    total: int
    limit: int
    offset: int


class Note(Output):
    id: uuid.UUID
    owner_id: uuid.UUID
    title: str
    body: str | None
    status: NoteStatus
    created_at: datetime
    updated_at: datetime


class NotePage(Output):
    items: list[Note]
    total: int
    limit: int
    offset: int


class FieldError(TypedDict):
    pointer: str
    code: ErrorCode
    message: str


class _ProblemMembers(TypedDict):
    type: str
    title: str
    status: int
    detail: str
    instance: str
    request_id: str


class Problem(_ProblemMembers, total=False):
    errors: list[FieldError]
