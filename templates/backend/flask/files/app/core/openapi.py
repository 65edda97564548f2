"""The document: APIFlask's own, from the routes and their decorators, with errors as problems."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from pydantic import TypeAdapter

from app.core.problems import MEDIA_TYPE
from app.schemas import Problem

REFERENCE = "#/components/schemas/"
FIRST_ERROR = 400

CONFIG: dict[str, Any] = {
    "OPENAPI_VERSION": "3.1.0",
    "AUTO_SERVERS": False,
    "AUTO_200_RESPONSE": False,
    "AUTO_404_RESPONSE": False,
    "AUTO_AUTH_ERROR_RESPONSE": False,
    "AUTO_VALIDATION_ERROR_RESPONSE": False,
    "SECURITY_SCHEMES": {
        "bearerAuth": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
        "refreshCookie": {"type": "apiKey", "in": "cookie", "name": "refresh_token"},
    },
}

Json = dict[str, Any]
Answer = dict[str, str | dict[str, Json]]
Answers = dict[int | str, Answer]


def answers(*statuses: int) -> Answers:
    """What an operation answers with beside its output: no body below 400, a problem from there on."""
    return {status: answer(status) for status in statuses}


def answer(status: int) -> Answer:
    description = HTTPStatus(status).phrase
    if status < FIRST_ERROR:
        return {"description": description}
    return {"description": description, "content": {MEDIA_TYPE: {"schema": {"$ref": f"{REFERENCE}Problem"}}}}


def tidy(document: Json) -> Json:
    """APIFlask leaves some of it out, adds what is empty, and names a nested schema after its parent."""
    tidied: Json = simplified(document)
    tidied.pop("tags", None)
    for operation in operations(tidied):
        tidy_operation(operation)
    schemas = tidied["components"]["schemas"]
    tidied["components"]["schemas"] = {name.rpartition(".")[2]: schema for name, schema in schemas.items()}
    tidied["components"]["schemas"].update(problem_schemas())
    return tidied


def simplified(value: Any) -> Any:
    """With plain names for references, and without defaults of null, which say nothing."""
    if isinstance(value, list):
        return [simplified(child) for child in value]
    if not isinstance(value, dict):
        return value
    kept = {name: child for name, child in value.items() if (name, child) != ("default", None)}
    return {name: plain_reference(child) if name == "$ref" else simplified(child) for name, child in kept.items()}


def plain_reference(reference: str) -> str:
    """`#/components/schemas/Note.NoteStatus` is the same schema as that of another parent."""
    return REFERENCE + reference.removeprefix(REFERENCE).rpartition(".")[2]


def operations(document: Json) -> Iterator[Json]:
    for path in document["paths"].values():
        yield from path.values()


def tidy_operation(operation: Json) -> None:
    if "requestBody" in operation:
        operation["requestBody"]["required"] = True
    if not operation["parameters"]:
        del operation["parameters"]
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "path":
            parameter["schema"]["format"] = "uuid"
    for response in operation["responses"].values():
        if not response.get("content"):
            response.pop("content", None)


def problem_schemas() -> dict[str, Json]:
    schema = TypeAdapter(Problem).json_schema(ref_template=f"{REFERENCE}{{model}}")
    nested: dict[str, Json] = schema.pop("$defs")
    return {"Problem": schema, **nested}
