"""Health, readiness, metrics and logs."""

import json
import logging

import pytest
from django.db import OperationalError

from core import health
from core.log import JsonFormatter
from notes.models import NoteQuerySet
from tests.api import EMAIL, Api, json_of, problem


def test_the_process_lives(api: Api) -> None:
    assert json_of(api("GET", "/healthz")) == {"status": "ok"}


def test_readiness_names_its_checks(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "ping", lambda: None)
    assert json_of(api("GET", "/readyz")) == {"status": "ok", "checks": {"database": "ok"}}


def test_a_failed_check_is_named(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OperationalError("the inside")

    monkeypatch.setattr(health, "ping", fail)
    response = api("GET", "/readyz")
    assert problem(response) == (503, "unavailable")
    assert "database" in json_of(response)["detail"]
    assert "inside" not in json_of(response)["detail"]


def test_a_database_that_is_away_is_503(api: Api, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OperationalError("the inside")

    monkeypatch.setattr(NoteQuerySet, "search", fail)
    response = api("GET", "/api/v1/notes", token=token)
    assert problem(response) == (503, "unavailable")
    assert b"inside" not in response.content


def test_metrics_count_by_pattern(api: Api, token: str) -> None:
    for path in ("/api/v1/notes/6f1d3c8e-1b1a-4a8e-9d55-2f0c7a0e4b11", "/secret-path", "/docs"):
        api("GET", path, token=token)
    text = api("GET", "/metrics").content.decode()
    assert 'http_requests_total{method="GET",route="/api/v1/notes/{note_id}",status="404"}' in text
    assert 'http_requests_total{method="GET",route="unmatched",status="404"}' in text
    assert 'http_request_duration_seconds_count{method="GET",route="/api/v1/notes/{note_id}"}' in text
    assert "secret" not in text


def test_a_request_is_one_line(api: Api, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        api("GET", "/healthz")
    fields = caplog.records[-1].__dict__["fields"]
    assert fields | {"duration_ms": 0} == {"method": "GET", "route": "/healthz", "status": 200, "duration_ms": 0}


def test_a_line_is_json_and_an_exception_names_nobody() -> None:
    error = ValueError(f"no such user: {EMAIL}")
    record = logging.LogRecord("a.logger", logging.ERROR, "", 0, "it %s", ("failed",), (ValueError, error, None))
    line = json.loads(JsonFormatter().format(record))
    assert (line["level"], line["logger"], line["message"]) == ("error", "a.logger", "it failed")
    assert line["timestamp"].endswith("Z")
    assert "[email]" in line["exception"]
    assert EMAIL not in line["exception"]
