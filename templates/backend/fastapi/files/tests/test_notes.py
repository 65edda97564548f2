"""Notes: their life, their owner, and the list."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from tests.api import NOTES, Api, findings, problem

pytestmark = pytest.mark.anyio


async def test_the_life_of_a_note(api: Api) -> None:
    user = await api.sign_up()
    note = await api.create_note(user, "First", body="Text", owner_id=str(uuid4()))
    assert note.keys() == {"id", "owner_id", "title", "body", "status", "created_at", "updated_at"}
    assert note["owner_id"] == user.id
    assert note["status"] == "draft"
    address = f"{NOTES}/{note['id']}"
    assert (await api.client.get(address, headers=user.headers)).json() == note
    patch = {"status": "published", "body": None}
    changed = (await api.client.patch(address, json=patch, headers=user.headers)).json()
    assert changed == note | {"status": "published", "body": None, "updated_at": changed["updated_at"]}
    assert changed["updated_at"] > note["updated_at"]
    assert (await api.client.delete(address, headers=user.headers)).status_code == 204
    for method in ("GET", "DELETE"):
        problem(await api.client.request(method, address, headers=user.headers), 404, "not-found")


async def test_a_patch_changes_what_it_names(api: Api) -> None:
    user = await api.sign_up()
    note = await api.create_note(user, "Title", body="Text")
    address = f"{NOTES}/{note['id']}"
    assert (await api.client.patch(address, json={}, headers=user.headers)).json() == note
    renamed = (await api.client.patch(address, json={"title": "ÄNDERUNG"}, headers=user.headers)).json()
    assert (renamed["title"], renamed["body"]) == ("ÄNDERUNG", "Text")
    assert await api.titles(user, "q=änder") == ["ÄNDERUNG"]


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
async def test_somebody_elses_note_is_not_there(api: Api, method: str) -> None:
    ada, bob = await api.sign_up(), await api.sign_up("bob@example.com")
    note = await api.create_note(ada)
    body = {"title": "Mine"} if method == "PATCH" else None
    response = await api.client.request(method, f"{NOTES}/{note['id']}", json=body, headers=bob.headers)
    problem(response, 404, "not-found")
    assert await api.titles(ada) == ["A note"]
    assert await api.titles(bob) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, {"/title": "required"}),
        ({"title": ""}, {"/title": "too_short"}),
        ({"title": "x" * 201}, {"/title": "too_long"}),
        ({"title": 1}, {"/title": "type"}),
        ({"title": None, "status": None}, {"/title": "not_null", "/status": "not_null"}),
        ({"title": "a\x00b"}, {"/title": "format"}),
        ({"title": "x", "body": "x" * 10_001}, {"/body": "too_long"}),
        ({"title": "x", "status": "lost"}, {"/status": "enum"}),
        (None, {"": "not_null"}),
        ("AAA", {"": "type"}),
        ([], {"": "type"}),
        (7, {"": "type"}),
    ],
)
async def test_what_a_note_may_not_be(api: Api, body: Any, expected: dict[str, str]) -> None:
    user = await api.sign_up()
    content = "null" if body is None else None
    headers = user.headers | {"Content-Type": "application/json"}
    response = await api.client.post(NOTES, json=body, content=content, headers=headers)
    assert findings(response) == expected


async def test_a_patch_takes_no_null_where_the_schema_has_none(api: Api) -> None:
    user = await api.sign_up()
    note = await api.create_note(user)
    patch = {"title": None, "status": None}
    response = await api.client.patch(f"{NOTES}/{note['id']}", json=patch, headers=user.headers)
    assert findings(response) == {"/title": "not_null", "/status": "not_null"}


async def test_any_text_but_nul_and_lone_surrogates(api: Api) -> None:
    user = await api.sign_up()
    text = "line\nbreak \u202e ﷽ 👩‍👩‍👧 \x01"
    assert (await api.create_note(user, text, body=text))["title"] == text
    headers = user.headers | {"Content-Type": "application/json"}
    response = await api.client.post(NOTES, content=b'{"title": "\\ud800"}', headers=headers)
    assert findings(response) == {"/title": "format"}


async def test_a_page(api: Api) -> None:
    user = await api.sign_up()
    for number in range(5):
        await api.create_note(user, f"Note {number}")
    page = (await api.client.get(f"{NOTES}?limit=2&offset=1", headers=user.headers)).json()
    assert [note["title"] for note in page["items"]] == ["Note 3", "Note 2"]
    assert (page["total"], page["limit"], page["offset"]) == (5, 2, 1)
    beyond = (await api.client.get(f"{NOTES}?offset=9", headers=user.headers)).json()
    assert (beyond["items"], beyond["total"]) == ([], 5)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [("created_at", "BAC"), ("-created_at", "CAB"), ("title", "ABC"), ("-title", "CBA"), (None, "CAB")],
)
async def test_orders(api: Api, sort: str | None, expected: str) -> None:
    user = await api.sign_up()
    for title in "BAC":
        await api.create_note(user, title)
    assert await api.titles(user, f"sort={sort}" if sort else "") == list(expected)


async def test_the_order_is_total(api: Api) -> None:
    user = await api.sign_up()
    await asyncio.gather(*(api.create_note(user, "Same") for _ in range(6)))
    pages = [await api.client.get(f"{NOTES}?sort=title&limit=2&offset={n}", headers=user.headers) for n in (0, 2, 4)]
    assert len({note["id"] for page in pages for note in page.json()["items"]}) == 6


@pytest.mark.parametrize(
    ("q", "expected"),
    [("über", ["Über uns"]), ("ÜBER", ["Über uns"]), ("%", ["100 %"]), ("_", ["a_b"]), ("\\", ["c\\d"]), ("'", [])],
)
async def test_search(api: Api, q: str, expected: list[str]) -> None:
    user = await api.sign_up()
    for title in ("Über uns", "100 %", "a_b", "c\\d"):
        await api.create_note(user, title)
    response = await api.client.get(NOTES, params={"q": q}, headers=user.headers)
    assert [note["title"] for note in response.json()["items"]] == expected
    assert response.json()["total"] == len(expected)


async def test_filters_together(api: Api) -> None:
    user = await api.sign_up()
    await api.create_note(user, "Plan", status="archived")
    await api.create_note(user, "Plan", status="draft")
    assert len(await api.titles(user, "q=plan&status=archived")) == 1


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("limit=0", {"query:limit": "too_small"}),
        ("limit=101&offset=-1", {"query:limit": "too_large", "query:offset": "too_small"}),
        ("limit=ten", {"query:limit": "type"}),
        ("offset=1000001", {"query:offset": "too_large"}),
        ("offset=99999999999999999999999999", {"query:offset": "too_large"}),
        ("sort=size", {"query:sort": "enum"}),
        ("status=lost", {"query:status": "enum"}),
        ("q=%00", {"query:q": "format"}),
        (f"q={'x' * 101}", {"query:q": "too_long"}),
    ],
)
async def test_what_a_query_may_not_be(api: Api, query: str, expected: dict[str, str]) -> None:
    user = await api.sign_up()
    assert findings(await api.client.get(f"{NOTES}?{query}", headers=user.headers)) == expected


async def test_a_bad_id(api: Api) -> None:
    user = await api.sign_up()
    assert findings(await api.client.get(f"{NOTES}/7", headers=user.headers)) == {"path:note_id": "format"}


async def test_two_hundred_writes_at_once(api: Api) -> None:
    user = await api.sign_up()
    await asyncio.gather(*(api.create_note(user, f"Note {number}") for number in range(200)))
    assert (await api.client.get(NOTES, headers=user.headers)).json()["total"] == 200
