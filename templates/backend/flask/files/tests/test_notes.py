"""Notes: their life, their owner, and the list."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from apiflask import APIFlask
from sqlalchemy import event

from app.extensions import db
from tests.api import NOTES, Api, at_once, body_of, findings, problem


def test_the_life_of_a_note(api: Api) -> None:
    user = api.sign_up()
    note = api.create_note(user, "First", body="Text", owner_id=str(uuid4()))
    assert note.keys() == {"id", "owner_id", "title", "body", "status", "created_at", "updated_at"}
    assert note["owner_id"] == user.id
    assert note["status"] == "draft"
    address = f"{NOTES}/{note['id']}"
    assert body_of(api.client.get(address, headers=user.headers)) == note
    patch = {"status": "published", "body": None}
    changed = body_of(api.client.patch(address, json=patch, headers=user.headers))
    assert changed == note | {"status": "published", "body": None, "updated_at": changed["updated_at"]}
    assert changed["updated_at"] > note["updated_at"]
    assert api.client.delete(address, headers=user.headers).status_code == 204
    for method in ("GET", "DELETE"):
        problem(api.client.open(address, method=method, headers=user.headers), 404, "not-found")


def test_a_patch_changes_what_it_names(api: Api) -> None:
    user = api.sign_up()
    note = api.create_note(user, "Title", body="Text")
    address = f"{NOTES}/{note['id']}"
    assert body_of(api.client.patch(address, json={}, headers=user.headers)) == note
    renamed = body_of(api.client.patch(address, json={"title": "ÄNDERUNG"}, headers=user.headers))
    assert (renamed["title"], renamed["body"]) == ("ÄNDERUNG", "Text")
    assert api.titles(user, "q=änder") == ["ÄNDERUNG"]


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_somebody_elses_note_is_not_there(api: Api, method: str) -> None:
    ada, bob = api.sign_up(), api.sign_up("bob@example.com")
    note = api.create_note(ada)
    body = {"title": "Mine"} if method == "PATCH" else None
    response = api.client.open(f"{NOTES}/{note['id']}", method=method, json=body, headers=bob.headers)
    problem(response, 404, "not-found")
    assert api.titles(ada) == ["A note"]
    assert api.titles(bob) == []


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
def test_what_a_note_may_not_be(api: Api, body: Any, expected: dict[str, str]) -> None:
    user = api.sign_up()
    content = "null" if body is None else None
    headers = user.headers | {"Content-Type": "application/json"}
    response = api.client.post(NOTES, json=body, data=content, headers=headers)
    assert findings(response) == expected


def test_a_patch_takes_no_null_where_the_schema_has_none(api: Api) -> None:
    user = api.sign_up()
    note = api.create_note(user)
    patch = {"title": None, "status": None}
    response = api.client.patch(f"{NOTES}/{note['id']}", json=patch, headers=user.headers)
    assert findings(response) == {"/title": "not_null", "/status": "not_null"}


def test_any_text_but_nul_and_lone_surrogates(api: Api) -> None:
    user = api.sign_up()
    text = "line\nbreak \u202e ﷽ 👩‍👩‍👧 \x01"
    assert (api.create_note(user, text, body=text))["title"] == text
    headers = user.headers | {"Content-Type": "application/json"}
    response = api.client.post(NOTES, data=b'{"title": "\\ud800"}', headers=headers)
    assert findings(response) == {"/title": "format"}


def test_a_page(api: Api) -> None:
    user = api.sign_up()
    for number in range(5):
        api.create_note(user, f"Note {number}")
    page = body_of(api.client.get(f"{NOTES}?limit=2&offset=1", headers=user.headers))
    assert [note["title"] for note in page["items"]] == ["Note 3", "Note 2"]
    assert (page["total"], page["limit"], page["offset"]) == (5, 2, 1)
    beyond = body_of(api.client.get(f"{NOTES}?offset=9", headers=user.headers))
    assert (beyond["items"], beyond["total"]) == ([], 5)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [("created_at", "BAC"), ("-created_at", "CAB"), ("title", "ABC"), ("-title", "CBA"), (None, "CAB")],
)
def test_orders(api: Api, sort: str | None, expected: str) -> None:
    user = api.sign_up()
    for title in "BAC":
        api.create_note(user, title)
    assert api.titles(user, f"sort={sort}" if sort else "") == list(expected)


def test_a_page_takes_as_many_statements_whatever_its_size(api: Api) -> None:
    user = api.sign_up()
    for number in range(5):
        api.create_note(user, f"Note {number}")
    for limit in (1, 5):
        with statements(api.app) as seen:
            assert len(api.titles(user, f"limit={limit}&q=note")) == limit
        assert [statement.split(" FROM ")[1].split()[0] for statement in seen] == ["users", "notes"]


@contextmanager
def statements(app: APIFlask) -> Iterator[list[str]]:
    """The statements that reach the database meanwhile."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(" ".join(statement.split()))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def test_the_order_is_total(api: Api) -> None:
    user = api.sign_up()
    at_once(6, lambda _: api.create_note(user, "Same"))
    pages = [api.client.get(f"{NOTES}?sort=title&limit=2&offset={n}", headers=user.headers) for n in (0, 2, 4)]
    assert len({note["id"] for page in pages for note in body_of(page)["items"]}) == 6


@pytest.mark.parametrize(
    ("q", "expected"),
    [("über", ["Über uns"]), ("ÜBER", ["Über uns"]), ("%", ["100 %"]), ("_", ["a_b"]), ("\\", ["c\\d"]), ("'", [])],
)
def test_search(api: Api, q: str, expected: list[str]) -> None:
    user = api.sign_up()
    for title in ("Über uns", "100 %", "a_b", "c\\d"):
        api.create_note(user, title)
    response = api.client.get(NOTES, query_string={"q": q}, headers=user.headers)
    assert [note["title"] for note in body_of(response)["items"]] == expected
    assert body_of(response)["total"] == len(expected)


def test_filters_together(api: Api) -> None:
    user = api.sign_up()
    api.create_note(user, "Plan", status="archived")
    api.create_note(user, "Plan", status="draft")
    assert len(api.titles(user, "q=plan&status=archived")) == 1


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
def test_what_a_query_may_not_be(api: Api, query: str, expected: dict[str, str]) -> None:
    user = api.sign_up()
    assert findings(api.client.get(f"{NOTES}?{query}", headers=user.headers)) == expected


def test_a_bad_id(api: Api) -> None:
    user = api.sign_up()
    assert findings(api.client.get(f"{NOTES}/7", headers=user.headers)) == {"path:note_id": "format"}


def test_two_hundred_writes_at_once(api: Api) -> None:
    user = api.sign_up()
    at_once(200, lambda number: api.create_note(user, f"Note {number}"))
    assert body_of(api.client.get(NOTES, headers=user.headers))["total"] == 200
