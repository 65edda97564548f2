"""Errors as RFC 9457 problems: every answer that is not a success has this form."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import Request
from fastapi.exceptions import HTTPException, RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.types import Scope

from app.log import request_id
from app.routes import allowed_methods
from app.validation import field_errors, is_malformed_json

MEDIA_TYPE = "application/problem+json"

# RFC 9110's names, which the standard library of Python 3.11 does not know yet.
TITLES = {413: "Content Too Large", 422: "Unprocessable Content"}
SLUGS = {
    400: "bad-request",
    401: "unauthorized",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    413: "content-too-large",
    415: "unsupported-media-type",
    422: "validation",
    429: "rate-limited",
    500: "internal",
    503: "unavailable",
}
DETAILS = {
    404: "There is nothing at this address.",
    405: "This address does not take this method.",
    500: "Something went wrong on our side.",
}


class ProblemError(HTTPException):
    """What an endpoint raises to answer with a problem of a type of its own."""

    def __init__(
        self, status: int, detail: str, *, slug: str | None = None, headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(status, detail, headers)
        self.slug = slug or SLUGS[status]


def unauthorized(detail: str = "Sign in first.") -> ProblemError:
    return ProblemError(401, detail, headers={"WWW-Authenticate": "Bearer"})


def not_found(what: str) -> ProblemError:
    return ProblemError(404, f"There is no such {what}.")


def problem_response(
    scope: Scope,
    status: int,
    detail: str,
    *,
    slug: str | None = None,
    headers: Mapping[str, str] | None = None,
    errors: list[dict[str, str]] | None = None,
) -> JSONResponse:
    content: dict[str, object] = {
        "type": f"urn:problem:{slug or SLUGS.get(status, 'error')}",
        "title": TITLES.get(status) or HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": scope["path"],
        "request_id": request_id.get(),
    }
    if errors is not None:
        content["errors"] = errors
    return JSONResponse(content, status, dict(headers or {}), media_type=MEDIA_TYPE)


async def answer_http_error(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, StarletteHTTPException):
        raise error
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = allowed_methods(request.scope)
    if isinstance(error, ProblemError):
        return problem_response(request.scope, error.status_code, error.detail, slug=error.slug, headers=headers)
    if error.status_code == HTTPStatus.BAD_REQUEST:
        return malformed_json(request.scope)
    detail = DETAILS.get(error.status_code, error.detail)
    return problem_response(request.scope, error.status_code, detail, headers=headers)


async def answer_invalid_request(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, RequestValidationError):
        raise error
    if is_malformed_json(error):
        return malformed_json(request.scope)
    errors = field_errors(error, body=await request.body())
    return problem_response(request.scope, 422, "The request does not fit the schema.", errors=errors)


def malformed_json(scope: Scope) -> JSONResponse:
    return problem_response(scope, 400, "The body is not valid JSON.", slug="malformed-json")
