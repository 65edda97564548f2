"""Tries are counted for an address with an account, and for an address alone."""

import pytest
from flask import request

from app.core.proxies import client_address
from tests.api import AUTH, PASSWORD, Api, cookie_header, problem
from tests.conftest import OpenApi


@pytest.fixture
def limited(open_api: OpenApi) -> Api:
    return open_api(auth_rate_limit="2/minute")


def test_the_third_try_has_to_wait(limited: Api) -> None:
    for _ in range(2):
        problem(limited.login(password="wrong"), 401, "unauthorized")
    response = limited.login("ADA@example.com")
    problem(response, 429, "rate-limited")
    assert 1 <= int(response.headers["retry-after"]) <= 60
    assert (limited.login("bob@example.com")).status_code == 401


def test_an_invalid_request_is_no_try(limited: Api) -> None:
    for _ in range(5):
        assert (limited.login(password="")).status_code == 422
    assert (limited.login()).status_code == 401


def test_an_address_alone_has_ten_times_as_many(limited: Api) -> None:
    for number in range(20):
        assert (limited.login(f"user{number}@example.com")).status_code == 401
    problem(limited.login("one.more@example.com"), 429, "rate-limited")


def test_refreshing_and_changing_the_password_are_limited_by_user(limited: Api) -> None:
    user = limited.sign_up()
    bodies = {"current_password": "wrong", "new_password": PASSWORD}
    for expected in (403, 403, 429):
        response = limited.client.post(f"{AUTH}/password", json=bodies, headers=user.headers)
        assert response.status_code == expected
    problem(limited.refresh(user.cookie), 429, "rate-limited")


def test_visitors_without_a_session_do_not_count_as_one_account(limited: Api) -> None:
    for _ in range(5):
        response = limited.client.post(f"{AUTH}/refresh", headers=cookie_header("unknown"))
        problem(response, 401, "unauthorized")


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("10.0.0.9", "1.1.1.1", "10.0.0.9"),
        ("127.0.0.1", "1.1.1.1", "1.1.1.1"),
        ("127.0.0.1", "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        ("127.0.0.1", "1.1.1.1, ::1", "1.1.1.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "::1", "::1"),
    ],
)
def test_a_proxy_is_believed_where_it_is_ours(api: Api, peer: str, forwarded: str, client: str) -> None:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    with api.app.test_request_context(headers=headers, environ_base={"REMOTE_ADDR": peer}):
        assert client_address(request, ["127.0.0.1", "::1"]) == client
