"""Ids in paths, and the patterns of routes as the document has them."""

import re
import uuid
from functools import cache

from flask import Request
from pydantic import TypeAdapter, ValidationError
from werkzeug.routing import BaseConverter

from app.core.problems import invalid
from app.core.validation import field_errors

UNMATCHED = "unmatched"
UNDOCUMENTED = frozenset({"docs", "openapi"})
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")

uuids: TypeAdapter[dict[str, uuid.UUID]] = TypeAdapter(dict[str, uuid.UUID])


class UuidConverter(BaseConverter):
    """Werkzeug's own answers 404 to what is not a UUID; here it is a 422, once the user is known."""


def parse_ids(request: Request) -> None:
    """For an endpoint whose path has nothing but UUIDs in it."""
    try:
        request.view_args = dict(uuids.validate_python(request.view_args or {}))
    except ValidationError as error:
        raise invalid(field_errors(error, "path")) from None


def route_pattern(request: Request) -> str:
    """`/api/v1/notes/{note_id}`, never the path itself."""
    rule = request.url_rule
    if rule is None or request.blueprint in UNDOCUMENTED:
        return UNMATCHED
    return document_path(rule.rule)


@cache
def document_path(rule: str) -> str:
    return ARGUMENT.sub(r"{\1}", rule)
