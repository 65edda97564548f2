"""Refresh tokens: rotation, reuse, races, and what ends a session."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from accounts import sessions
from accounts.models import RefreshToken
from tests.api import EMAIL, PASSWORD, Api, json_of, problem

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

COOKIE = "refresh_token"


def cookie_of(response: "Answer") -> str:
    return str(response.cookies[COOKIE].value)


def refresh(api: Api, cookie: str) -> "Answer":
    return api_with(cookie)("POST", "/api/v1/auth/refresh") if cookie else api("POST", "/api/v1/auth/refresh")


def api_with(cookie: str) -> Api:
    client = Client(raise_request_exception=False)
    client.cookies[COOKIE] = cookie
    return Api(client)


@pytest.fixture
def cookie(api: Api) -> str:
    api.register()
    return cookie_of(api.login())


def test_the_cookie_has_its_attributes(api: Api) -> None:
    api.register()
    morsel = api.login().cookies[COOKIE]
    assert (morsel["path"], morsel["samesite"], morsel["max-age"]) == ("/api/v1/auth", "Strict", 2_592_000)
    assert morsel["httponly"]
    assert not morsel["secure"]


def test_only_the_hash_is_stored(cookie: str) -> None:
    assert RefreshToken.objects.get().token_hash == sessions.digest(cookie)


def test_refreshing_rotates(api: Api, cookie: str) -> None:
    response = refresh(api, cookie)
    assert json_of(response)["token_type"] == "bearer"
    assert cookie_of(response) != cookie
    assert refresh(api, cookie_of(response)).status_code == 200


def test_an_old_token_ends_its_session_and_no_other(api: Api, cookie: str) -> None:
    other = cookie_of(api.login())
    second = cookie_of(refresh(api, cookie))
    assert problem(refresh(api, cookie)) == (401, "unauthorized")
    assert problem(refresh(api, second)) == (401, "unauthorized")
    assert refresh(api, other).status_code == 200


@pytest.mark.parametrize("cookie", ["nonsense", "x" * 3000])
def test_a_foreign_token_is_refused(api: Api, cookie: str) -> None:
    assert problem(refresh(api, cookie)) == (401, "unauthorized")


def test_none_is_refused(db: None) -> None:  # noqa: ARG001
    assert problem(Api(Client())("POST", "/api/v1/auth/refresh")) == (401, "unauthorized")


def test_a_session_runs_out(api: Api, cookie: str) -> None:
    RefreshToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert problem(refresh(api, cookie)) == (401, "unauthorized")
    api.login()
    assert RefreshToken.objects.count() == 1


def test_signing_out_ends_the_session_and_clears_the_cookie(api: Api, cookie: str) -> None:
    response = api_with(cookie)("POST", "/api/v1/auth/logout")
    assert response.status_code == 204
    assert (cookie_of(response), response.cookies[COOKIE]["max-age"]) == ("", 0)
    assert problem(refresh(api, cookie)) == (401, "unauthorized")
    assert api("POST", "/api/v1/auth/logout").status_code == 204


def test_a_changed_password_ends_the_other_sessions(api: Api, cookie: str) -> None:
    login = api.login()
    body = {"current_password": PASSWORD, "new_password": "another password"}
    token = json_of(login)["access_token"]
    changed = api_with(cookie_of(login))("POST", "/api/v1/auth/password", body, token=token)
    assert changed.status_code == 204
    assert problem(refresh(api, cookie)) == (401, "unauthorized")
    assert refresh(api, cookie_of(login)).status_code == 200
    assert api.login(EMAIL, "another password").status_code == 200


def test_the_current_password_must_be_right(api: Api, token: str) -> None:
    body = {"current_password": "wrong", "new_password": "another password"}
    assert problem(api("POST", "/api/v1/auth/password", body, token=token)) == (403, "wrong-password")


@pytest.mark.django_db(transaction=True)
def test_of_eight_at_once_one_wins_and_the_session_ends() -> None:
    api = Api(Client())
    api.register()
    cookie = cookie_of(api.login())

    def try_once(_: int) -> int:
        try:
            return refresh(api, cookie).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(try_once, range(8)))
    assert statuses == [200] + [401] * 7
    assert not RefreshToken.objects.filter(revoked_at=None).exists()
