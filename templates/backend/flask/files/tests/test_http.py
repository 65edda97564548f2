"""What holds for every answer: problems, headers, ids, limits, methods, hosts and origins."""

import io

import pytest

from app.core.config import Environment
from app.core.db import Readiness
from tests.api import AUTH, NOTES, Api, findings, problem
from tests.conftest import OpenApi

MIB = 1_048_576


@pytest.mark.parametrize("path", ["/nowhere", "/api/v1/notes/", "/docs/", "/healthz/", "/docs/assets/none.js"])
def test_nothing_there(api: Api, path: str) -> None:
    problem(api.client.get(path), 404, "not-found")


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("PUT", NOTES, "GET, HEAD, OPTIONS, POST"),
        ("POST", f"{NOTES}/1", "DELETE, GET, HEAD, OPTIONS, PATCH"),
        ("GET", f"{AUTH}/login", "OPTIONS, POST"),
        ("POST", "/healthz", "GET, HEAD, OPTIONS"),
        ("POST", "/docs", "GET, HEAD, OPTIONS"),
        ("POST", "/docs/assets/docs.js", "GET, HEAD, OPTIONS"),
        ("POST", "/openapi.json", "GET, HEAD, OPTIONS"),
        ("PROPFIND", NOTES, "GET, HEAD, OPTIONS, POST"),
    ],
)
def test_another_method(api: Api, method: str, path: str, allow: str) -> None:
    response = api.client.open(path, method=method)
    problem(response, 405, "method-not-allowed")
    assert sorted(response.headers["allow"].split(", ")) == allow.split(", ")


def test_head_is_get_without_a_body(api: Api) -> None:
    response = api.client.head("/healthz")
    assert response.status_code == 200
    assert response.headers["content-length"] == "15"
    assert response.data == b""


@pytest.mark.parametrize("body", [b"{", b'{"a": }', b"\xff", b"[" * 100_000])
def test_malformed_json(api: Api, body: bytes) -> None:
    response = api.client.post(f"{AUTH}/login", data=body, headers={"Content-Type": "application/json"})
    problem(response, 400, "malformed-json")


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "application/jsonx"])
def test_another_content_type(api: Api, media_type: str) -> None:
    response = api.client.post(f"{AUTH}/login", data=b"{}", headers={"Content-Type": media_type})
    problem(response, 415, "unsupported-media-type")


def test_json_with_a_charset(api: Api) -> None:
    headers = {"Content-Type": "Application/JSON; charset=utf-8"}
    response = api.client.post(f"{AUTH}/login", data=b"{}", headers=headers)
    assert findings(response) == {"/email": "required", "/password": "required"}


def test_a_missing_body(api: Api) -> None:
    response = api.client.post(f"{AUTH}/login", headers={"Content-Type": "application/json"})
    assert findings(response) == {"": "required"}


def test_a_body_of_one_mebibyte_and_no_more(api: Api) -> None:
    headers = {"Content-Type": "application/json"}
    for size, status, slug in ((MIB, 400, "malformed-json"), (MIB + 1, 413, "content-too-large")):
        body = b"{".ljust(size)
        problem(api.client.post(f"{AUTH}/login", data=body, headers=headers), status, slug)
        # In chunks: nobody says beforehand how long it is.
        environ = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
        chunked = api.client.post(
            f"{AUTH}/login", input_stream=io.BytesIO(body), headers=headers, environ_overrides=environ
        )
        problem(chunked, status, slug)


@pytest.mark.parametrize(
    ("given", "taken"), [("abc-DEF_1.", True), ("short", False), ("x" * 65, False), ("a b c d e", False)]
)
def test_request_ids(api: Api, given: str, taken: bool) -> None:  # noqa: FBT001
    response = api.client.get("/healthz", headers={"X-Request-ID": given})
    assert (response.headers["x-request-id"] == given) is taken


@pytest.mark.parametrize("path", ["/healthz", "/nowhere", "/docs", NOTES])
def test_headers_of_every_answer(api: Api, path: str) -> None:
    headers = api.file(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "strict-transport-security" not in headers


def test_production_insists_on_https(open_api: OpenApi) -> None:
    api = open_api(app_env=Environment.PRODUCTION)
    assert "max-age" in api.client.get("/healthz").headers["strict-transport-security"]


def test_an_unexpected_error_says_nothing_of_the_inside(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_readiness: Readiness) -> bool:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr(Readiness, "database_answers", fail)
    response = api.client.get("/readyz")
    problem(response, 500, "internal")
    assert "secret" not in response.text
    assert response.headers["x-frame-options"] == "DENY"


def test_hosts(open_api: OpenApi) -> None:
    api = open_api(allowed_hosts=["api.test", "*.example.com"])
    for host in ("api.test", "API.TEST:8000", "one.example.com"):
        assert api.file("/docs", headers={"Host": host}).status_code == 200
    for host in ("evil.test", "example.com", "api.test.evil"):
        problem(api.file("/docs", headers={"Host": host}), 400, "invalid-host")
    assert api.client.get("/healthz", headers={"Host": "10.0.0.7:8000"}).status_code == 200


def test_origins(open_api: OpenApi) -> None:
    preflight = {"Access-Control-Request-Method": "PATCH", "Access-Control-Request-Headers": "authorization"}
    api = open_api(cors_origins=["https://page.test"])
    for path in ("/healthz", "/nowhere"):
        answer = api.client.get(path, headers={"Origin": "https://page.test"})
        assert answer.headers["access-control-allow-origin"] == "https://page.test"
        assert answer.headers["access-control-allow-credentials"] == "true"
    allowed = api.client.options(NOTES, headers={"Origin": "https://page.test"} | preflight)
    assert allowed.status_code == 200
    assert "PATCH" in allowed.headers["access-control-allow-methods"]
    refused = api.client.options(NOTES, headers={"Origin": "https://evil.test"} | preflight)
    assert "access-control-allow-origin" not in refused.headers
    foreign = api.client.get("/healthz", headers={"Origin": "https://evil.test"})
    assert "access-control-allow-origin" not in foreign.headers


def test_no_origin_is_allowed_by_default(api: Api) -> None:
    answer = api.client.get("/healthz", headers={"Origin": "https://page.test"})
    assert "access-control-allow-origin" not in answer.headers
