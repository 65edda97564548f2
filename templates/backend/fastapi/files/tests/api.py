"""The API as a test uses it."""

from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from httpx2 import AsyncClient, Response

PASSWORD = "correct horse battery"
AUTH = "/api/v1/auth"
NOTES = "/api/v1/notes"


@dataclass(frozen=True)
class SignedIn:
    """A user, with the headers and the cookie that prove it."""

    id: str
    email: str
    headers: dict[str, str]
    cookie: str


@dataclass(frozen=True)
class Api:
    app: FastAPI
    client: AsyncClient

    async def register(self, email: str = "ada@example.com", **fields: Any) -> Response:
        return await self.client.post(f"{AUTH}/register", json={"email": email, "password": PASSWORD, **fields})

    async def login(self, email: str = "ada@example.com", password: str = PASSWORD) -> Response:
        response = await self.client.post(f"{AUTH}/login", json={"email": email, "password": password})
        self.client.cookies.clear()
        return response

    async def refresh(self, cookie: str) -> Response:
        response = await self.client.post(f"{AUTH}/refresh", headers=cookie_header(cookie))
        self.client.cookies.clear()
        return response

    async def sign_up(self, email: str = "ada@example.com") -> SignedIn:
        user = (await self.register(email)).json()
        response = await self.login(email)
        headers = {"Authorization": f"Bearer {response.json()['access_token']}"}
        return SignedIn(user["id"], email, headers, refresh_cookie(response))

    async def create_note(self, user: SignedIn, title: str = "A note", **fields: Any) -> dict[str, Any]:
        response = await self.client.post(NOTES, json={"title": title, **fields}, headers=user.headers)
        assert response.status_code == 201, response.text
        note: dict[str, Any] = response.json()
        return note

    async def titles(self, user: SignedIn, query: str = "") -> list[str]:
        response = await self.client.get(f"{NOTES}?{query}", headers=user.headers)
        return [note["title"] for note in response.json()["items"]]


def cookie_header(cookie: str) -> dict[str, str]:
    return {"Cookie": f"refresh_token={cookie}"}


def refresh_cookie(response: Response) -> str:
    name, _, value = response.headers["set-cookie"].partition(";")[0].partition("=")
    assert name == "refresh_token"
    return str(value)


def problem(response: Response, status: int, slug: str) -> dict[str, Any]:
    """The problem of an answer, checked for its form."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert body["type"] == f"urn:problem:{slug}"
    assert body["status"] == status
    assert body["instance"] == response.request.url.path
    assert body["request_id"] == response.headers["x-request-id"]
    assert body["title"]
    assert body["detail"]
    return body


def findings(response: Response) -> dict[str, str]:
    """The codes of a 422 by their pointers."""
    return {error["pointer"]: error["code"] for error in problem(response, 422, "validation")["errors"]}
