"""Tries are counted for an address with an account, and for an address alone."""

from collections.abc import AsyncIterator

import pytest

from tests.api import AUTH, PASSWORD, Api, cookie_header, problem
from tests.conftest import StartApi

pytestmark = pytest.mark.anyio


@pytest.fixture
async def limited(start_api: StartApi) -> AsyncIterator[Api]:
    async with start_api(auth_rate_limit="2/minute") as api:
        yield api


async def test_the_third_try_has_to_wait(limited: Api) -> None:
    for _ in range(2):
        problem(await limited.login(password="wrong"), 401, "unauthorized")
    response = await limited.login("ADA@example.com")
    problem(response, 429, "rate-limited")
    assert 1 <= int(response.headers["retry-after"]) <= 60
    assert (await limited.login("bob@example.com")).status_code == 401


async def test_an_invalid_request_is_no_try(limited: Api) -> None:
    for _ in range(5):
        assert (await limited.login(password="")).status_code == 422
    assert (await limited.login()).status_code == 401


async def test_an_address_alone_has_ten_times_as_many(limited: Api) -> None:
    for number in range(20):
        assert (await limited.login(f"user{number}@example.com")).status_code == 401
    problem(await limited.login("one.more@example.com"), 429, "rate-limited")


async def test_refreshing_and_changing_the_password_are_limited_by_user(limited: Api) -> None:
    user = await limited.sign_up()
    bodies = {"current_password": "wrong", "new_password": PASSWORD}
    for expected in (403, 403, 429):
        response = await limited.client.post(f"{AUTH}/password", json=bodies, headers=user.headers)
        assert response.status_code == expected
    problem(await limited.refresh(user.cookie), 429, "rate-limited")


async def test_visitors_without_a_session_do_not_count_as_one_account(limited: Api) -> None:
    for _ in range(5):
        response = await limited.client.post(f"{AUTH}/refresh", headers=cookie_header("unknown"))
        problem(response, 401, "unauthorized")
