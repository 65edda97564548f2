"""Health, readiness, metrics, the document and its page."""

import asyncio
import json
import re

import pytest

from app import db
from app.config import BASE_DIR
from tests.api import NOTES, Api, problem
from tests.conftest import StartApi
from tests.database import unreachable_database

pytestmark = pytest.mark.anyio


async def test_health(api: Api) -> None:
    assert (await api.client.get("/healthz")).json() == {"status": "ok"}


async def test_readiness(api: Api) -> None:
    assert (await api.client.get("/readyz")).json() == {"status": "ok", "checks": {"database": "ok"}}


async def test_without_a_database_it_lives_but_is_not_ready(start_api: StartApi) -> None:
    async with start_api(database_url=unreachable_database()) as api:
        assert (await api.client.get("/healthz")).status_code == 200
        assert "database" in problem(await api.client.get("/readyz"), 503, "unavailable")["detail"]


async def test_a_hanging_database_is_checked_in_bounded_time_and_once(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = asyncio.Event()
    checks = 0

    async def hang(_engine: object) -> None:
        nonlocal checks
        checks += 1
        await answer.wait()

    monkeypatch.setattr(db, "ping", hang)
    monkeypatch.setattr(db, "CHECK_SECONDS", 0.05)
    responses = await asyncio.gather(*(api.client.get("/readyz") for _ in range(5)))
    assert [response.status_code for response in responses] == [503] * 5
    assert checks == 1
    answer.set()
    assert (await api.client.get("/readyz")).status_code == 200


async def test_metrics_are_counted_by_pattern(start_api: StartApi) -> None:
    async with start_api() as api:
        user = await api.sign_up()
        note = await api.create_note(user)
        await api.client.get(f"{NOTES}/{note['id']}", headers=user.headers)
        await api.client.request("BREW", "/coffee")
        response = await api.client.get("/metrics")
    assert response.headers["content-type"].startswith("text/plain")
    pattern = 'route="/api/v1/notes/{note_id}"'
    assert f'http_requests_total{{method="GET",{pattern},status="200"}} 1.0' in response.text
    assert f'http_request_duration_seconds_count{{method="GET",{pattern}}} 1.0' in response.text
    assert 'http_requests_total{method="OTHER",route="unmatched",status="404"} 1.0' in response.text
    assert note["id"] not in response.text


async def test_the_document_promises_what_was_agreed(api: Api) -> None:
    document = (await api.client.get("/openapi.json")).json()
    agreed = json.loads((BASE_DIR / "openapi.json").read_text())
    assert operations(document) == operations(agreed)
    assert document["components"]["schemas"].keys() == agreed["components"]["schemas"].keys()


def operations(document: dict[str, dict[str, dict[str, dict[str, object]]]]) -> set[tuple[object, ...]]:
    return {
        (path, method, operation["operationId"], *sorted(operation["responses"]))  # type: ignore[call-overload]
        for path, item in document["paths"].items()
        for method, operation in item.items()
    }


async def test_the_page_loads_nothing_from_elsewhere(api: Api) -> None:
    page = await api.client.get("/docs")
    assert "<script>" not in page.text
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(addresses) == 4
    for address in addresses:
        assert (await api.client.get(f"/{address}")).status_code == 200
    assert "script-src 'self'" in page.headers["content-security-policy"]
