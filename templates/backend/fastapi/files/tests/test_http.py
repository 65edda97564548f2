"""What holds for every answer: problems, headers, ids, limits, methods, hosts and origins."""

from collections.abc import AsyncIterator

import pytest

from app.config import Environment
from app.db import Database
from tests.api import AUTH, NOTES, Api, findings, problem
from tests.conftest import StartApi

pytestmark = pytest.mark.anyio

MIB = 1_048_576


@pytest.mark.parametrize("path", ["/nowhere", "/api/v1/notes/", "/docs/", "/healthz/", "/docs/assets/none.js"])
async def test_nothing_there(api: Api, path: str) -> None:
    problem(await api.client.get(path), 404, "not-found")


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("PUT", NOTES, "GET, HEAD, POST"),
        ("POST", f"{NOTES}/1", "DELETE, GET, HEAD, PATCH"),
        ("GET", f"{AUTH}/login", "POST"),
        ("OPTIONS", f"{AUTH}/me", "DELETE, GET, HEAD, PATCH"),
        ("POST", "/healthz", "GET, HEAD"),
        ("POST", "/docs", "GET, HEAD"),
        ("POST", "/docs/assets/docs.js", "GET, HEAD"),
        ("POST", "/openapi.json", "GET, HEAD"),
        ("PROPFIND", NOTES, "GET, HEAD, POST"),
    ],
)
async def test_another_method(api: Api, method: str, path: str, allow: str) -> None:
    response = await api.client.request(method, path)
    problem(response, 405, "method-not-allowed")
    assert response.headers["allow"] == allow


async def test_head_is_get_without_a_body(api: Api) -> None:
    response = await api.client.head("/healthz")
    assert response.status_code == 200
    assert response.headers["content-length"] == "15"
    assert response.content == b""


@pytest.mark.parametrize("body", [b"{", b'{"a": }', b'{"email": NaN}', b"\xff", b"[" * 100_000])
async def test_malformed_json(api: Api, body: bytes) -> None:
    response = await api.client.post(f"{AUTH}/login", content=body, headers={"Content-Type": "application/json"})
    problem(response, 400, "malformed-json")


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "application/jsonx"])
async def test_another_content_type(api: Api, media_type: str) -> None:
    response = await api.client.post(f"{AUTH}/login", content=b"{}", headers={"Content-Type": media_type})
    problem(response, 415, "unsupported-media-type")


async def test_json_with_a_charset(api: Api) -> None:
    headers = {"Content-Type": "Application/JSON; charset=utf-8"}
    response = await api.client.post(f"{AUTH}/login", content=b"{}", headers=headers)
    assert findings(response) == {"/email": "required", "/password": "required"}


async def test_a_missing_body(api: Api) -> None:
    response = await api.client.post(f"{AUTH}/login", headers={"Content-Type": "application/json"})
    assert findings(response) == {"": "required"}


async def chunks(size: int) -> AsyncIterator[bytes]:
    for _ in range(size // 1024):
        yield b" " * 1024
    yield b" " * (size % 1024)


async def test_a_body_of_one_mebibyte_and_no_more(api: Api) -> None:
    headers = {"Content-Type": "application/json"}
    for content in (b" " * MIB, chunks(MIB)):
        problem(await api.client.post(f"{AUTH}/login", content=content, headers=headers), 400, "malformed-json")
    for content in (b" " * (MIB + 1), chunks(MIB + 1)):
        problem(await api.client.post(f"{AUTH}/login", content=content, headers=headers), 413, "content-too-large")


@pytest.mark.parametrize(
    ("given", "taken"), [("abc-DEF_1.", True), ("short", False), ("x" * 65, False), ("a b c d e", False)]
)
async def test_request_ids(api: Api, given: str, taken: bool) -> None:  # noqa: FBT001
    response = await api.client.get("/healthz", headers={"X-Request-ID": given})
    assert (response.headers["x-request-id"] == given) is taken


@pytest.mark.parametrize("path", ["/healthz", "/nowhere", "/docs", NOTES])
async def test_headers_of_every_answer(api: Api, path: str) -> None:
    headers = (await api.client.get(path)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "strict-transport-security" not in headers


async def test_production_insists_on_https(start_api: StartApi) -> None:
    async with start_api(app_env=Environment.PRODUCTION) as api:
        assert "max-age" in (await api.client.get("/healthz")).headers["strict-transport-security"]


async def test_an_unexpected_error_says_nothing_of_the_inside(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(_database: Database) -> bool:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr(Database, "answers", fail)
    response = await api.client.get("/readyz")
    problem(response, 500, "internal")
    assert "secret" not in response.text
    assert response.headers["x-frame-options"] == "DENY"


async def test_hosts(start_api: StartApi) -> None:
    async with start_api(allowed_hosts=["api.test", "*.example.com"]) as api:
        for host in ("api.test", "API.TEST:8000", "one.example.com"):
            assert (await api.client.get("/docs", headers={"Host": host})).status_code == 200
        for host in ("evil.test", "example.com", "api.test.evil"):
            problem(await api.client.get("/docs", headers={"Host": host}), 400, "invalid-host")
        assert (await api.client.get("/healthz", headers={"Host": "10.0.0.7:8000"})).status_code == 200


async def test_origins(start_api: StartApi) -> None:
    preflight = {"Access-Control-Request-Method": "PATCH", "Access-Control-Request-Headers": "authorization"}
    async with start_api(cors_origins=["https://page.test"]) as api:
        for path in ("/healthz", "/nowhere"):
            answer = await api.client.get(path, headers={"Origin": "https://page.test"})
            assert answer.headers["access-control-allow-origin"] == "https://page.test"
            assert answer.headers["access-control-allow-credentials"] == "true"
        allowed = await api.client.options(NOTES, headers={"Origin": "https://page.test"} | preflight)
        assert allowed.status_code == 200
        assert "PATCH" in allowed.headers["access-control-allow-methods"]
        refused = await api.client.options(NOTES, headers={"Origin": "https://evil.test"} | preflight)
        problem(refused, 403, "cors")
        foreign = await api.client.get("/healthz", headers={"Origin": "https://evil.test"})
        assert "access-control-allow-origin" not in foreign.headers


async def test_no_origin_is_allowed_by_default(api: Api) -> None:
    answer = await api.client.get("/healthz", headers={"Origin": "https://page.test"})
    assert "access-control-allow-origin" not in answer.headers
