"""Bodies are JSON as RFC 8259 has it, and nothing else, on the way in and on the way out."""

import json
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser
from ninja.renderers import BaseRenderer
from pydantic_core import to_json

from core.problems import ProblemError


def refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is no JSON")


decoder = json.JSONDecoder(parse_constant=refuse_constant)


class JsonParser(Parser):
    def parse_body(self, request: HttpRequest) -> Any:
        if (request.content_type or "").lower() != "application/json":
            raise ProblemError(415, "Send the body as application/json.")
        return decoder.decode(request.body.decode())


class JsonRenderer(BaseRenderer):
    """pydantic's writer takes a third of the time that the standard library's does."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:  # noqa: ARG002
        return to_json(data)
