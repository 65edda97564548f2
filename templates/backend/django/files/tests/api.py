"""What the tests call the API with."""

import json
from typing import TYPE_CHECKING, Any

from django.test import Client

if TYPE_CHECKING:
    # The name is of the type stubs only.
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

PASSWORD = "correct horse battery"
EMAIL = "ada@example.com"


class Api:
    def __init__(self, client: Client) -> None:
        self.client = client

    def __call__(self, method: str, path: str, body: object = None, **extra: Any) -> "Answer":
        """A request with a JSON body; `token` signs it, `headers` are sent along."""
        token, headers = extra.pop("token", None), dict(extra.pop("headers", {}))
        if token:
            headers["Authorization"] = f"Bearer {token}"
        data = "" if body is None else json.dumps(body)
        return self.client.generic(method, path, data, content_type="application/json", headers=headers, **extra)

    def register(self, email: str = EMAIL) -> dict[str, Any]:
        response = self("POST", "/api/v1/auth/register", {"email": email, "password": PASSWORD})
        assert response.status_code == 201, response.content
        return json_of(response)

    def login(self, email: str = EMAIL, password: str = PASSWORD) -> "Answer":
        return self("POST", "/api/v1/auth/login", {"email": email, "password": password})

    def token(self, email: str = EMAIL) -> str:
        """An account of its own, signed in."""
        self.register(email)
        return str(json_of(self.login(email))["access_token"])


def json_of(response: "Answer") -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(response.content)
    return answer


def problem(response: "Answer") -> tuple[int, str]:
    """The status and the type of a problem."""
    assert response["Content-Type"] == "application/problem+json"
    found = json_of(response)
    assert found["status"] == response.status_code
    assert found["request_id"] == response["X-Request-ID"]
    return response.status_code, str(found["type"]).removeprefix("urn:problem:")


def errors(response: "Answer") -> list[tuple[str, str]]:
    """Pointer and code of each failing field."""
    assert problem(response) == (422, "validation")
    return [(error["pointer"], error["code"]) for error in json_of(response)["errors"]]
