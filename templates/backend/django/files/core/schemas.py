"""What several answers and requests are made of."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from django.db.models import QuerySet
from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema
from typing_extensions import TypedDict

NO_NUL = r"^[^\x00]*$"


def iso_utc(value: datetime) -> str:
    return value.isoformat(timespec="microseconds")[:-6] + "Z"


# pydantic leaves the fraction out where it is zero; a client may want to count on it.
Timestamp = Annotated[datetime, PlainSerializer(iso_utc), WithJsonSchema({"type": "string", "format": "date-time"})]


class Output(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class PageQuery(BaseModel):
    """The two parameters that every list takes."""

    limit: Annotated[int, Field(ge=1, le=100)] = 20
    offset: Annotated[int, Field(ge=0, le=1_000_000)] = 0

    def page_of(self, rows: "QuerySet[Any]", schema: type[Output]) -> dict[str, Any]:
        """One query for the page, one for the count; of each row just the columns that are shown."""
        page = rows.values(*schema.model_fields)[self.offset : self.offset + self.limit]
        return {"items": list(page), "total": rows.count(), "limit": self.limit, "offset": self.offset}


class Health(Output):
    status: str


class Readiness(Output):
    status: str
    checks: dict[str, str]


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
