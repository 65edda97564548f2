"""How inputs are read: strictly JSON, checked by pydantic, refused with all that is wrong."""

import json
from typing import Any, NoReturn

from apiflask.schema_adapters.pydantic import PydanticAdapter
from flask import Request
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import RequestEntityTooLarge

from app.core.problems import ProblemError, invalid
from app.core.validation import field_errors

MAX_BODY = 1_048_576
# Of a body without a length Werkzeug reads this much and drops the rest: the one byte more tells.
READ_AT_MOST = MAX_BODY + 1
JSON = "application/json"


class InputAdapter(PydanticAdapter):
    """APIFlask's own takes any content type, makes `{}` of `null` and forgets the codes of what it found."""

    def validate_input(self, request: Request, location: str, **_options: Any) -> BaseModel:
        source = "body" if location == "json" else location
        data = read_json(request) if source == "body" else request.args.to_dict()
        try:
            return self.model_class.model_validate(data)
        except ValidationError as error:
            raise invalid(field_errors(error, source)) from None

    def serialize_output(self, data: Any, many: bool = False) -> Any:  # noqa: ARG002, FBT001, FBT002
        """The model as it is: the provider of JSON writes it."""
        return data


def read_json(request: Request) -> object:
    body = request.get_data()
    if len(body) > MAX_BODY:
        raise RequestEntityTooLarge
    if not body.strip():
        raise invalid([{"pointer": "", "code": "required", "message": "A body is required"}])
    if request.mimetype != JSON:
        raise ProblemError(415, "Send the body as application/json.")
    try:
        # pydantic's own parser takes a lone surrogate for broken JSON; here it is a field that is wrong.
        return json.loads(body.decode(), parse_constant=refuse)
    except (ValueError, RecursionError):
        raise ProblemError(400, "The body is not valid JSON.", slug="malformed-json") from None


def refuse(constant: str) -> NoReturn:
    """NaN and Infinity are Python's, not JSON's."""
    raise ValueError(constant)
