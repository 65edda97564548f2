"""The document: django-ninja's own, but for three things.

Errors are problems, a named enumeration is referred to in parameters as well, and a security scheme has a
name of its own.
"""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import REF_TEMPLATE, OpenAPISchema
from ninja.operation import Operation
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import core_schema

from core.problems import MEDIA_TYPE
from core.schemas import Problem

Json = dict[str, Any]
Responses = dict[int, Any]
Property = tuple[str, Json, bool]


def answers(success: object, *problems: int, status: int = 200) -> Responses:
    """What an operation answers with, for the document: its success, and the statuses of its problems."""
    return {status: success, **dict.fromkeys(problems, Problem)}


def operation_id(operation: Operation) -> str:
    """list_notes is listNotes in the document: the name that clients are generated with."""
    first, *rest = operation.view_func.__name__.split("_")
    return first + "".join(word.capitalize() for word in rest)


class SchemaGenerator(GenerateJsonSchema):
    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """An absent optional value is None here; a client can't send that where `null` is not allowed."""
        result = super().default_schema(schema)
        return {name: value for name, value in result.items() if (name, value) != ("default", None)}


class Document(OpenAPISchema):
    def __init__(self, api: NinjaAPI, path_prefix: str) -> None:
        super().__init__(api, path_prefix)
        if not self["servers"]:
            del self["servers"]

    def operation_details(self, operation: Operation) -> Json:
        details = super().operation_details(operation)
        return {name: value for name, value in details.items() if value != []}

    def _extract_parameters(self, model: Any) -> list[Json]:
        schema = model.model_json_schema(ref_template=REF_TEMPLATE, schema_generator=SchemaGenerator)
        definitions: Json = schema.get("$defs", {})
        properties = list(flattened(schema, definitions))
        self.add_schema_definitions({name: one for name, one in definitions.items() if "properties" not in one})
        source = model.__ninja_param_source__
        return [{"in": source, "name": name, "schema": one, "required": needed} for name, one, needed in properties]

    def _create_schema_from_model(
        self,
        model: Any,
        by_alias: bool = True,  # noqa: FBT001, FBT002
        remove_level: bool = True,  # noqa: FBT001, FBT002
        mode: JsonSchemaMode = "validation",
    ) -> tuple[Json, bool]:
        """The schema of a body: django-ninja wraps it into a model with one field, which is left out here."""
        schema = model.model_json_schema(by_alias, REF_TEMPLATE, SchemaGenerator, mode)
        self.add_schema_definitions(schema.pop("$defs", {}))
        if not remove_level:
            return schema, True
        name, details = next(iter(schema["properties"].items()))
        return details, name in schema.get("required", [])

    def responses(self, operation: Operation) -> dict[int, Json]:
        result = super().responses(operation)
        for status, response in result.items():
            if status >= HTTPStatus.BAD_REQUEST and "content" in response:
                response["content"] = {MEDIA_TYPE: next(iter(response["content"].values()))}
        return result

    def operation_security(self, operation: Operation) -> list[Json] | None:
        schemes = {auth.scheme_name: auth.openapi_security_schema for auth in operation.auth_callbacks}  # type: ignore[attr-defined]
        self.securitySchemes.update(schemes)
        return [{name: []} for name in schemes] or None


def flattened(schema: Json, definitions: Json) -> Iterator[Property]:
    """The single parameters, also of those that an endpoint takes together as one model."""
    for name, details in schema["properties"].items():
        target = definitions.get(str(details.get("$ref", "")).rpartition("/")[2], {})
        if "properties" in target:
            yield from flattened(target, definitions)
        else:
            yield name, details, name in schema.get("required", [])
