"""How outputs are written."""

from typing import Any

from flask import Response
from flask.json.provider import DefaultJSONProvider
from pydantic import BaseModel
from werkzeug.sansio.response import Response as AnyResponse


class JsonProvider(DefaultJSONProvider):
    """pydantic writes its models itself, without a detour over dictionaries."""

    sort_keys = False

    def response(self, *args: Any, **kwargs: Any) -> AnyResponse:
        if len(args) == 1 and isinstance(args[0], BaseModel):
            return Response(args[0].model_dump_json(), mimetype=self.mimetype)
        return super().response(*args, **kwargs)
