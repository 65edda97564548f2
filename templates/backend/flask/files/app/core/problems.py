"""Errors as RFC 9457 problems: every answer that is not a success has this form."""

import json
import logging
from collections.abc import Iterable, Mapping
from http import HTTPStatus

from apiflask import APIFlask
from flask import Response, request
from werkzeug.exceptions import HTTPException

from app.core.log import request_id

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
    400: "The request can't be understood.",
    404: "There is nothing at this address.",
    405: "This address does not take this method.",
    413: "A body may have at most 1048576 bytes.",
    500: "Something went wrong on our side.",
}

FieldErrors = list[dict[str, str]]

logger = logging.getLogger("app.errors")


class ProblemError(HTTPException):
    """What an endpoint raises to answer with a problem of a type of its own."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        slug: str | None = None,
        headers: Mapping[str, str] | None = None,
        errors: FieldErrors | None = None,
    ) -> None:
        super().__init__(detail)
        self.code = status
        self.slug = slug or SLUGS[status]
        self.headers = headers or {}
        self.errors = errors


def unauthorized(detail: str = "Sign in first.") -> ProblemError:
    return ProblemError(401, detail, headers={"WWW-Authenticate": "Bearer"})


def not_found(what: str) -> ProblemError:
    return ProblemError(404, f"There is no such {what}.")


def invalid(errors: FieldErrors) -> ProblemError:
    return ProblemError(422, "The request does not fit the schema.", errors=errors)


def add_error_handlers(app: APIFlask) -> None:
    app.register_error_handler(ProblemError, answer_problem)
    app.register_error_handler(HTTPException, answer_http_error)
    app.register_error_handler(Exception, answer_unexpected)


def answer_problem(error: ProblemError) -> Response:
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    detail = error.description or ""
    return problem_response(status, detail, slug=error.slug, headers=error.headers.items(), errors=error.errors)


def answer_http_error(error: HTTPException) -> Response:
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    headers = [header for header in error.get_headers() if header[0] != "Content-Type"]
    return problem_response(status, DETAILS.get(status, error.description or ""), headers=headers)


def answer_unexpected(error: Exception) -> Response:
    """It says nothing of the inside."""
    logger.error("unexpected error", exc_info=error)
    return problem_response(500, DETAILS[500])


def path() -> str:
    """As it was sent, but decoded: Flask's own has made one slash of several at its start."""
    sent: str = request.environ["PATH_INFO"]
    return sent.encode("latin-1").decode(errors="replace")


def problem_response(
    status: int,
    detail: str,
    *,
    slug: str | None = None,
    headers: Iterable[tuple[str, str]] = (),
    errors: FieldErrors | None = None,
) -> Response:
    content: dict[str, object] = {
        "type": f"urn:problem:{slug or SLUGS.get(status, 'error')}",
        "title": TITLES.get(status) or HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": path(),
        "request_id": request_id.get(),
    }
    if errors is not None:
        content["errors"] = errors
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Response(body, status, list(headers), mimetype=MEDIA_TYPE)
