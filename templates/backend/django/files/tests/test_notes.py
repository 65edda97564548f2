"""Notes: whose they are, what a PATCH leaves, and what a list holds in which order."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from notes.models import Note
from tests.api import Api, errors, json_of, problem

NOTES = "/api/v1/notes"


def create(api: Api, token: str, **body: Any) -> dict[str, Any]:
    response = api("POST", NOTES, {"title": "A title", **body}, token=token)
    assert response.status_code == 201, response.content
    return json_of(response)


def titles(api: Api, token: str, query: str) -> list[str]:
    return [note["title"] for note in json_of(api("GET", f"{NOTES}?{query}", token=token))["items"]]


def test_a_note_starts_as_a_draft_with_every_key(api: Api, token: str) -> None:
    note = create(api, token)
    assert sorted(note) == ["body", "created_at", "id", "owner_id", "status", "title", "updated_at"]
    assert (note["title"], note["body"], note["status"]) == ("A title", None, "draft")
    assert json_of(api("GET", f"{NOTES}/{note['id']}", token=token)) == note


def test_a_patch_leaves_what_is_absent(api: Api, token: str) -> None:
    note = create(api, token, body="Text")
    changed = json_of(api("PATCH", f"{NOTES}/{note['id']}", {"title": "Other"}, token=token))
    assert (changed["title"], changed["body"], changed["created_at"]) == ("Other", "Text", note["created_at"])
    assert changed["updated_at"] > note["updated_at"]
    assert json_of(api("PATCH", f"{NOTES}/{note['id']}", {"body": None}, token=token))["body"] is None
    assert titles(api, token, "q=other") == ["Other"]


def test_a_note_is_deleted_once(api: Api, token: str) -> None:
    path = f"{NOTES}/{create(api, token)['id']}"
    assert api("DELETE", path, token=token).status_code == 204
    for method in ("DELETE", "GET"):
        assert problem(api(method, path, token=token)) == (404, "not-found")


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_somebody_elses_note_is_not_there(api: Api, token: str, method: str) -> None:
    note = create(api, token)
    other = api.token("eve@example.com")
    for note_id in (note["id"], str(uuid.uuid4())):
        response = api(method, f"{NOTES}/{note_id}", {"title": "mine now"}, token=other)
        assert problem(response) == (404, "not-found")
    assert Note.objects.get().title == "A title"
    assert titles(api, other, "") == []


def test_nobody_sets_an_owner(api: Api, token: str) -> None:
    other = api.register("eve@example.com")
    assert create(api, token, owner_id=other["id"])["owner_id"] != other["id"]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({}, [("/title", "required")]),
        ({"title": "x" * 201, "status": "lost"}, [("/title", "too_long"), ("/status", "enum")]),
        ({"title": None, "body": 5}, [("/title", "not_null"), ("/body", "type")]),
        ({"title": "a\0b"}, [("/title", "format")]),
        ({"title": "\ud800"}, [("/title", "format")]),
        ([], [("", "type")]),
        ("AAA", [("", "type")]),
    ],
)
def test_a_body_that_does_not_fit_is_named_field_by_field(
    api: Api, token: str, body: object, found: list[tuple[str, str]]
) -> None:
    assert errors(api("POST", NOTES, body, token=token)) == found


def test_path_and_body_are_both_looked_at(api: Api, token: str) -> None:
    response = api("PATCH", f"{NOTES}/nonsense", {"title": ""}, token=token)
    assert errors(response) == [("path:note_id", "format"), ("/title", "too_short")]


def test_a_list_is_newest_first_and_says_its_bounds(api: Api, token: str) -> None:
    for title in ("one", "two", "three"):
        create(api, token, title=title)
    page = json_of(api("GET", f"{NOTES}?limit=2", token=token))
    assert [note["title"] for note in page["items"]] == ["three", "two"]
    assert (page["total"], page["limit"], page["offset"]) == (3, 2, 0)
    assert titles(api, token, "limit=2&offset=2") == ["one"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [("title", "abc"), ("-title", "cba"), ("created_at", "bca"), ("-created_at", "acb")],
)
def test_a_list_is_in_the_order_asked_for(api: Api, token: str, sort: str, expected: str) -> None:
    for title in "bca":
        create(api, token, title=title)
    assert "".join(titles(api, token, f"sort={sort}")) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [("q=%25", ["100%"]), ("q=_", ["a_b"]), ("q=%C3%A4PF", ["Äpfel"]), ("q=%5C", []), ("status=archived", ["a_b"])],
)
def test_a_search_takes_characters_as_they_are(api: Api, token: str, query: str, expected: list[str]) -> None:
    create(api, token, title="100%")
    create(api, token, title="a_b", status="archived")
    create(api, token, title="Äpfel")
    assert titles(api, token, query) == expected
    assert json_of(api("GET", f"{NOTES}?{query}", token=token))["total"] == len(expected)


def test_wrong_parameters_are_all_named(api: Api, token: str) -> None:
    response = api("GET", f"{NOTES}?limit=0&offset=x&status=x&sort=y&q={'x' * 101}", token=token)
    assert sorted(errors(response)) == [
        ("query:limit", "too_small"),
        ("query:offset", "type"),
        ("query:q", "too_long"),
        ("query:sort", "enum"),
        ("query:status", "enum"),
    ]


def test_a_list_asks_the_database_for_the_user_the_page_and_the_count(api: Api, token: str) -> None:
    for _ in range(5):
        create(api, token)
    with CaptureQueriesContext(connection) as queries:
        api("GET", NOTES, token=token)
    assert len(queries) == 3
