"""Health, readiness, metrics, the document and its page."""

import json
import re
from threading import Event

import pytest

from app.core import db
from app.core.config import BASE_DIR
from tests.api import NOTES, Api, at_once, body_of, problem
from tests.conftest import OpenApi
from tests.database import unreachable_database


def test_health(api: Api) -> None:
    assert body_of(api.client.get("/healthz")) == {"status": "ok"}


def test_readiness(api: Api) -> None:
    assert body_of(api.client.get("/readyz")) == {"status": "ok", "checks": {"database": "ok"}}


def test_without_a_database_it_lives_but_is_not_ready(open_api: OpenApi) -> None:
    api = open_api(database_url=unreachable_database())
    assert api.client.get("/healthz").status_code == 200
    assert "database" in problem(api.client.get("/readyz"), 503, "unavailable")["detail"]


def test_a_hanging_database_is_checked_in_bounded_time_and_once(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Event()
    checks = 0

    def hang(_engine: object) -> None:
        nonlocal checks
        checks += 1
        answer.wait(10)

    monkeypatch.setattr(db, "ping", hang)
    monkeypatch.setattr(db, "CHECK_SECONDS", 0.05)
    responses = at_once(5, lambda _: api.client.get("/readyz"))
    assert [response.status_code for response in responses] == [503] * 5
    assert checks == 1
    answer.set()
    assert api.client.get("/readyz").status_code == 200


def test_metrics_are_counted_by_pattern(open_api: OpenApi) -> None:
    api = open_api()
    user = api.sign_up()
    note = api.create_note(user)
    api.client.get(f"{NOTES}/{note['id']}", headers=user.headers)
    api.client.open("/coffee", method="BREW")
    response = api.client.get("/metrics")
    assert response.headers["content-type"].startswith("text/plain")
    pattern = 'route="/api/v1/notes/{note_id}"'
    assert f'http_requests_total{{method="GET",{pattern},status="200"}} 1.0' in response.text
    assert f'http_request_duration_seconds_count{{method="GET",{pattern}}} 1.0' in response.text
    assert 'http_requests_total{method="OTHER",route="unmatched",status="404"} 1.0' in response.text
    assert note["id"] not in response.text


def test_the_document_promises_what_was_agreed(api: Api) -> None:
    document = body_of(api.client.get("/openapi.json"))
    agreed = json.loads((BASE_DIR / "openapi.json").read_text())
    assert operations(document) == operations(agreed)
    assert document["components"]["schemas"].keys() == agreed["components"]["schemas"].keys()


def operations(document: dict[str, dict[str, dict[str, dict[str, object]]]]) -> set[tuple[object, ...]]:
    return {
        (path, method, operation["operationId"], *sorted(operation["responses"]))  # type: ignore[call-overload]
        for path, item in document["paths"].items()
        for method, operation in item.items()
    }


def test_the_page_loads_nothing_from_elsewhere(api: Api) -> None:
    page = api.file("/docs")
    assert "<script>" not in page.text
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(addresses) == 4
    for address in addresses:
        assert api.file(f"/{address}").status_code == 200
    assert "script-src 'self'" in page.headers["content-security-policy"]
