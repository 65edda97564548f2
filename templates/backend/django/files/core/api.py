"""django-ninja's API with the forms that all endpoints share: JSON in and out, problems, the document."""

import logging
from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError, ValidationErrorContext
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from core.openapi import Document, operation_id
from core.parsing import JsonParser, JsonRenderer
from core.problems import DETAILS, ProblemError, problem_response, unauthorized
from core.routes import NAMESPACE
from core.validation import field_errors

Found = ValidationErrorContext[Any]

logger = logging.getLogger("api.errors")


class Api(NinjaAPI):
    def __init__(self, *, title: str, version: str) -> None:
        super().__init__(
            title=title,
            version=version,
            urls_namespace=NAMESPACE,
            parser=JsonParser(),
            renderer=JsonRenderer(),
        )

    @cached_property
    def document(self) -> OpenAPISchema:
        return Document(self, "")

    def get_openapi_schema(self, **_options: Any) -> OpenAPISchema:
        return self.document

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation_id(operation)

    def set_default_exception_handlers(self) -> None:
        # Whatever is not named here is left to Django, which logs it and answers with `handler500`.
        for kind, handler in HANDLERS.items():
            self.add_exception_handler(kind, handler)

    def validation_error_from_error_contexts(self, error_contexts: list[Found]) -> ValidationError:
        return ValidationError([error for found in error_contexts for error in field_errors(found)])


def answer_problem(request: HttpRequest, error: ProblemError) -> HttpResponse:
    return problem_response(request, error.status, error.detail, slug=error.slug, headers=error.headers)


def answer_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem_response(request, 422, "The request does not fit the schema.", errors=error.errors)


def answer_unauthenticated(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return answer_problem(request, unauthorized())


def answer_malformed(request: HttpRequest, error: Exception) -> HttpResponse:
    """django-ninja says the same of whatever its parser raises: the reason is behind it."""
    if isinstance(error.__cause__, ProblemError):
        return answer_problem(request, error.__cause__)
    return problem_response(request, 400, "The body is not valid JSON.", slug="malformed-json")


def answer_too_large(request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return problem_response(request, 413, f"A body may have at most {limit} bytes.")


def answer_unavailable(request: HttpRequest, error: OperationalError) -> HttpResponse:
    logger.error("the database does not answer", exc_info=error)
    return problem_response(request, 503, DETAILS[503])


HANDLERS: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    ProblemError: answer_problem,
    ValidationError: answer_invalid,
    AuthenticationError: answer_unauthenticated,
    HttpError: answer_malformed,
    UnreadablePostError: answer_malformed,
    RequestDataTooBig: answer_too_large,
    OperationalError: answer_unavailable,
}
