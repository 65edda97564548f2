"""The API as a test uses it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from apiflask import APIFlask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

PASSWORD = "correct horse battery"
AUTH = "/api/v1/auth"
NOTES = "/api/v1/notes"

T = TypeVar("T")


@dataclass(frozen=True)
class SignedIn:
    """A user, with the headers and the cookie that prove it."""

    id: str
    email: str
    headers: dict[str, str]
    cookie: str


@dataclass(frozen=True)
class Api:
    app: APIFlask

    @property
    def client(self) -> FlaskClient:
        """One that keeps no cookies: a test says which it sends."""
        return self.app.test_client(use_cookies=False)

    def file(self, path: str, **options: Any) -> TestResponse:
        """An answer that comes from a file, read and closed."""
        return self.client.get(path, buffered=True, **options)

    def register(self, email: str = "ada@example.com", **fields: Any) -> TestResponse:
        return self.client.post(f"{AUTH}/register", json={"email": email, "password": PASSWORD, **fields})

    def login(self, email: str = "ada@example.com", password: str = PASSWORD) -> TestResponse:
        return self.client.post(f"{AUTH}/login", json={"email": email, "password": password})

    def refresh(self, cookie: str) -> TestResponse:
        return self.client.post(f"{AUTH}/refresh", headers=cookie_header(cookie))

    def sign_up(self, email: str = "ada@example.com") -> SignedIn:
        user = body_of(self.register(email))
        response = self.login(email)
        headers = {"Authorization": f"Bearer {body_of(response)['access_token']}"}
        return SignedIn(user["id"], email, headers, refresh_cookie(response))

    def create_note(self, user: SignedIn, title: str = "A note", **fields: Any) -> dict[str, Any]:
        response = self.client.post(NOTES, json={"title": title, **fields}, headers=user.headers)
        assert response.status_code == 201, response.text
        note: dict[str, Any] = body_of(response)
        return note

    def titles(self, user: SignedIn, query: str = "") -> list[str]:
        response = self.client.get(f"{NOTES}?{query}", headers=user.headers)
        return [note["title"] for note in body_of(response)["items"]]


def body_of(response: TestResponse) -> Any:
    return response.get_json()


def cookie_header(cookie: str) -> dict[str, str]:
    return {"Cookie": f"refresh_token={cookie}"}


def refresh_cookie(response: TestResponse) -> str:
    name, _, value = response.headers["set-cookie"].partition(";")[0].partition("=")
    assert name == "refresh_token"
    return str(value)


def problem(response: TestResponse, status: int, slug: str) -> dict[str, Any]:
    """The problem of an answer, checked for its form."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = body_of(response)
    assert body["type"] == f"urn:problem:{slug}"
    assert body["status"] == status
    assert body["instance"] == response.request.path
    assert body["request_id"] == response.headers["x-request-id"]
    assert body["title"]
    assert body["detail"]
    return body


def findings(response: TestResponse) -> dict[str, str]:
    """The codes of a 422 by their pointers."""
    return {error["pointer"]: error["code"] for error in problem(response, 422, "validation")["errors"]}


def at_once(count: int, task: Callable[[int], T]) -> list[T]:
    with ThreadPoolExecutor(min(count, 32)) as threads:
        return list(threads.map(task, range(count)))
