"""Errors as RFC 9457 problems: every answer that is not a success has this form."""

import logging
import sys
from collections.abc import Mapping
from http import HTTPStatus

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path
from pydantic_core import to_json

from core.log import request_id

logger = logging.getLogger("api.errors")

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
    400: "The request is not valid.",
    403: "This is not allowed.",
    404: "There is nothing at this address.",
    405: "This address does not take this method.",
    500: "Something went wrong on our side.",
    503: "The database does not answer.",
}


class ProblemError(Exception):
    """What an endpoint raises to answer with a problem."""

    def __init__(
        self, status: int, detail: str, *, slug: str | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.slug = slug
        self.headers = headers


def unauthorized(detail: str = "Sign in first.") -> ProblemError:
    return ProblemError(401, detail, headers={"WWW-Authenticate": "Bearer"})


def no_such(what: str) -> ProblemError:
    return ProblemError(404, f"There is no such {what}.")


def problem_response(
    request: HttpRequest,
    status: int,
    detail: str,
    *,
    slug: str | None = None,
    headers: Mapping[str, str] | None = None,
    errors: list[dict[str, str]] | None = None,
) -> HttpResponse:
    content: dict[str, object] = {
        "type": f"urn:problem:{slug or SLUGS.get(status, 'error')}",
        "title": TITLES.get(status) or HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": instance(request),
        "request_id": request_id.get(),
    }
    if errors is not None:
        content["errors"] = errors
    return HttpResponse(to_json(content), content_type=MEDIA_TYPE, status=status, headers=dict(headers or {}))


def instance(request: HttpRequest) -> str:
    """The path as it was sent, where the server tells it."""
    sent = str(request.META.get("RAW_URI", "")).partition("?")[0]
    return sent if sent.startswith("/") else escape_uri_path(request.path)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, DisallowedHost):
        return problem_response(request, 400, "This host name is not served here.", slug="invalid-host")
    return problem_response(request, 400, DETAILS[400])


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return problem_response(request, 403, DETAILS[403])


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    return problem_response(request, 403, "The form is out of date: load the page again.", slug="csrf")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return problem_response(request, 404, DETAILS[404])


def internal(request: HttpRequest) -> HttpResponse:
    """Django calls this while it handles the exception."""
    logger.error("unexpected error", exc_info=sys.exc_info())
    return problem_response(request, 500, DETAILS[500])
