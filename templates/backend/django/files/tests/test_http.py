"""What holds for every answer: problems, headers, limits, hosts."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.http import HttpRequest
from django.test import Client
from pytest_django import Settings

from core import health
from core.middleware.context import client_address
from core.wsgi import ChunkedBodies
from tests.api import Api, errors, json_of, problem

LOGIN = "/api/v1/auth/login"
MAX_BODY = 1_048_576


@pytest.mark.parametrize("path", ["/", "/nope", "/api/v1/notes/", "/healthz/", "/API/v1/notes"])
def test_an_unknown_path_is_a_problem(api: Api, path: str) -> None:
    response = api("GET", path)
    assert problem(response) == (404, "not-found")
    assert json_of(response)["instance"] == path


def test_a_wrong_method_names_the_right_ones(api: Api) -> None:
    response = api("PUT", "/api/v1/notes")
    assert problem(response) == (405, "method-not-allowed")
    assert response["Allow"] == "GET, HEAD, POST"


def test_head_answers_as_get_does(api: Api) -> None:
    response = api("HEAD", "/healthz")
    assert response.status_code == 200
    assert response.content == b""


@pytest.mark.parametrize("body", ["{", '{"email": NaN}', '{"email": -Infinity}', "[" * 100_000, "\ufeff{}"])
def test_malformed_json_is_400(api: Api, body: str) -> None:
    response = api.client.generic("POST", LOGIN, body, content_type="application/json")
    assert problem(response) == (400, "malformed-json")


def test_another_type_is_415(api: Api) -> None:
    response = api.client.generic("POST", LOGIN, "{}", content_type="text/plain")
    assert problem(response) == (415, "unsupported-media-type")


def test_no_body_is_required(api: Api) -> None:
    assert errors(api("POST", LOGIN)) == [("", "required")]


def test_a_body_over_a_mebibyte_is_413(api: Api) -> None:
    response = api.client.generic("POST", LOGIN, b" " * (MAX_BODY + 1), content_type="application/json")
    assert problem(response) == (413, "content-too-large")


@pytest.mark.parametrize(("size", "length"), [(10, "10"), (MAX_BODY + 5, str(MAX_BODY + 1))])
def test_a_body_without_a_length_gets_one(size: int, length: str) -> None:
    seen = {}

    def application(environ: dict[str, object], _start: object) -> list[bytes]:
        seen.update(environ)
        return []

    environ = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input": BytesIO(b"x" * size)}
    ChunkedBodies(application)(environ, None)  # type: ignore[arg-type]
    assert seen["CONTENT_LENGTH"] == length


def test_an_unexpected_error_tells_nothing_of_the_inside(
    api: Api, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise RuntimeError("the inside")

    monkeypatch.setattr(health, "ping", fail)
    response = api("GET", "/readyz")
    assert problem(response) == (500, "internal")
    assert b"inside" not in response.content
    assert "the inside" in caplog.text


def test_every_answer_has_the_security_headers(api: Api) -> None:
    for path in ("/healthz", "/nope", "/docs", "/admin/login/", "/static/admin/css/base.css"):
        response = api("GET", path)
        response.close()
        headers = response.headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert "Strict-Transport-Security" not in headers


def test_hsts_is_for_production(api: Api, settings: Settings) -> None:
    settings.SECURE_HSTS_SECONDS = 60
    assert api("GET", "/nope")["Strict-Transport-Security"] == "max-age=60; includeSubDomains"


@pytest.mark.parametrize(("sent", "taken"), [("abcd1234", True), ("short", False), ("with blank", False)])
def test_a_request_id_is_taken_or_made(api: Api, sent: str, taken: bool) -> None:  # noqa: FBT001
    assert (api("GET", "/healthz", headers={"X-Request-ID": sent})["X-Request-ID"] == sent) is taken


def test_foreign_hosts_are_refused_and_probes_are_not(api: Api, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["api.example.com"]
    assert problem(api("GET", "/nope", headers={"Host": "evil.example.com"})) == (400, "invalid-host")
    assert problem(api("GET", "/nope", headers={"Host": "api.example.com"})) == (404, "not-found")
    assert api("GET", "/healthz", headers={"Host": "10.0.0.1"}).status_code == 200


def test_a_listed_origin_may_call_with_credentials(api: Api, settings: Settings) -> None:
    settings.CORS_ALLOWED_ORIGINS = ["https://app.example.com"]
    headers = api("GET", "/api/v1/notes", headers={"Origin": "https://app.example.com"}).headers
    assert headers["Access-Control-Allow-Origin"] == "https://app.example.com"
    assert headers["Access-Control-Allow-Credentials"] == "true"
    foreign = api("GET", "/api/v1/notes", headers={"Origin": "https://evil.example.com"}).headers
    assert "Access-Control-Allow-Origin" not in foreign


@pytest.mark.parametrize(
    ("forwarded", "expected"),
    [("", "127.0.0.1"), ("6.6.6.6, 1.2.3.4", "1.2.3.4"), ("1.2.3.4, 127.0.0.1", "1.2.3.4"), ("nonsense", "nonsense")],
)
def test_the_client_is_whom_our_proxy_names(forwarded: str, expected: str) -> None:
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": forwarded}
    assert client_address(request) == expected


def test_the_docs_load_nothing_from_elsewhere(api: Api) -> None:
    page = api("GET", "/docs").content.decode()
    assert "//" not in page.replace("<!doctype html>", "")
    for path in ("/static/ninja/swagger-ui-bundle.js", "/static/ninja/swagger-ui.css", "/static/core/docs.js"):
        assert path in page
        asset = Client().get(path)
        asset.close()
        assert asset.status_code == 200


def test_the_document_is_served(api: Api) -> None:
    document = json_of(api("GET", "/openapi.json"))
    assert sum(len(methods) for methods in document["paths"].values()) == 17
    committed = Path(django_settings.BASE_DIR) / "openapi.json"
    if committed.exists():
        assert sorted(json.loads(committed.read_text())["paths"]) == sorted(document["paths"])
