"""pydantic's findings in the words of the API: a pointer, one of nine codes, a message."""

from collections.abc import Sequence
from typing import Any

from ninja.errors import ValidationErrorContext
from pydantic_core import ErrorDetails

Location = Sequence[int | str]

CODES = {
    "missing": "required",
    "string_too_short": "too_short",
    "too_short": "too_short",
    "string_too_long": "too_long",
    "too_long": "too_long",
    "greater_than": "too_small",
    "greater_than_equal": "too_small",
    "less_than": "too_large",
    "less_than_equal": "too_large",
    "int_parsing_size": "too_large",
    "string_pattern_mismatch": "format",
    "string_unicode": "format",
    "uuid_parsing": "format",
    "enum": "enum",
    "literal_error": "enum",
}


def field_errors(context: "ValidationErrorContext[Any]") -> list[dict[str, str]]:
    # An optional parameter is a union for pydantic, which then also complains that the value is not None.
    found = context.pydantic_validation_error.errors(include_url=False, include_context=False)
    return [field_error(item, context.model) for item in found if item["type"] != "none_required"]


def field_error(item: ErrorDetails, model: Any) -> dict[str, str]:
    code, message = describe(item)
    return {"pointer": pointer(item["loc"], model), "code": code, "message": message}


def describe(item: ErrorDetails) -> tuple[str, str]:
    if item["input"] is None and item["type"] != "missing":
        return "not_null", "Input should not be null"
    return CODES.get(item["type"], "type"), item["msg"]


def pointer(location: Location, model: Any) -> str:
    source = model.__ninja_param_source__
    if source == "body":
        # The first part is the name that the endpoint gives its body.
        return "".join(f"/{escape(part)}" for part in location[1:])
    names = model.__ninja_flatten_map__
    return f"{source}:{next(part for part in location if part in names)}"


def escape(part: int | str) -> str:
    return str(part).replace("~", "~0").replace("/", "~1")
