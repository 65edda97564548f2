"""pydantic's findings in the words of the API: a pointer, one of nine codes, a message."""

from collections.abc import Mapping, Sequence

from fastapi.exceptions import RequestValidationError

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


def is_malformed_json(error: RequestValidationError) -> bool:
    return any(item["type"] == "json_invalid" for item in error.errors())


def field_errors(error: RequestValidationError, *, body: bytes) -> list[dict[str, str]]:
    # An optional parameter is a union for pydantic, which then also complains that the value is not None.
    return [field_error(item, body) for item in error.errors() if item["type"] != "none_required"]


def field_error(item: Mapping[str, object], body: bytes) -> dict[str, str]:
    location = item["loc"]
    if not isinstance(location, Sequence):
        raise TypeError("a finding without a location")
    code, message = describe(item, location, body)
    return {"pointer": pointer(location), "code": code, "message": message}


def describe(item: Mapping[str, object], location: Location, body: bytes) -> tuple[str, str]:
    # A body of `null` counts as missing for FastAPI: only its bytes tell the two apart.
    null_body = item["type"] == "missing" and list(location) == ["body"] and body.strip() != b""
    if null_body or ("input" in item and item["input"] is None and item["type"] != "missing"):
        return "not_null", "Input should not be null"
    return CODES.get(str(item["type"]), "type"), str(item["msg"])


def pointer(location: Location) -> str:
    source, *path = location
    if source == "body":
        return "".join(f"/{escape(part)}" for part in path)
    return f"{source}:{path[0]}"


def escape(part: int | str) -> str:
    return str(part).replace("~", "~0").replace("/", "~1")
