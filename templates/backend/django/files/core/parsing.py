"""Bodies are JSON as RFC 8259 has it, and nothing else."""

import json
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

from core.problems import ProblemError


def refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is no JSON")


decoder = json.JSONDecoder(parse_constant=refuse_constant)


class JsonParser(Parser):
    def parse_body(self, request: HttpRequest) -> Any:
        if (request.content_type or "").lower() != "application/json":
            raise ProblemError(415, "Send the body as application/json.")
        return decoder.decode(request.body.decode())
