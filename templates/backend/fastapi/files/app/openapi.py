"""The document: FastAPI's own, with errors as problems and without FastAPI's form of a 422."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from app.schemas import Problem

PROBLEM_TYPE = "application/problem+json"
FASTAPI_SCHEMAS = ("HTTPValidationError", "ValidationError")

Responses = dict[int | str, dict[str, Any]]


def problems(*statuses: int) -> Responses:
    """The errors that an operation answers with, for the document."""
    return {status: {"model": Problem} for status in statuses}


def operation_id(route: APIRoute) -> str:
    """list_notes is listNotes in the document: the name that clients are generated with."""
    first, *rest = route.name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def build_document(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(title=app.title, version=app.version, routes=app.routes)
    for response in error_responses(document):
        content = response["content"]
        content[PROBLEM_TYPE] = content.pop("application/json")
    for name in FASTAPI_SCHEMAS:
        document["components"]["schemas"].pop(name, None)
    return document


def error_responses(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in document["paths"].values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                if int(status) >= 400:  # noqa: PLR2004
                    yield response
