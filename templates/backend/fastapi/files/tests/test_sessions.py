"""Refresh tokens: each is good for one use, and a second use ends the session."""

import asyncio

import pytest
from sqlalchemy import func, select, update

from app.db import Database
from app.models import RefreshToken, utc_now
from tests.api import AUTH, Api, cookie_header, problem, refresh_cookie

pytestmark = pytest.mark.anyio


async def test_a_refresh_trades_the_token(api: Api) -> None:
    user = await api.sign_up()
    response = await api.refresh(user.cookie)
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    assert refresh_cookie(response) != user.cookie
    headers = {"Authorization": f"Bearer {response.json()['access_token']}"}
    assert (await api.client.get(f"{AUTH}/me", headers=headers)).json()["id"] == user.id


async def test_using_an_old_token_ends_the_session(api: Api) -> None:
    user = await api.sign_up()
    successor = refresh_cookie(await api.refresh(user.cookie))
    problem(await api.refresh(user.cookie), 401, "unauthorized")
    problem(await api.refresh(successor), 401, "unauthorized")


async def test_the_end_of_one_session_is_not_the_end_of_another(api: Api) -> None:
    user = await api.sign_up()
    other = refresh_cookie(await api.login())
    await api.refresh(user.cookie)
    await api.refresh(user.cookie)
    assert (await api.refresh(other)).status_code == 200


async def test_of_eight_at_once_one_wins(api: Api) -> None:
    user = await api.sign_up()
    responses = await asyncio.gather(*(api.refresh(user.cookie) for _ in range(8)))
    assert sorted(response.status_code for response in responses) == [200] + [401] * 7
    winner = next(response for response in responses if response.status_code == 200)
    problem(await api.refresh(refresh_cookie(winner)), 401, "unauthorized")


@pytest.mark.parametrize("cookie", ["", "made-up", "ä"])
async def test_an_unknown_token_is_refused(api: Api, cookie: str) -> None:
    header = f"refresh_token={cookie}".encode()
    problem(await api.client.post(f"{AUTH}/refresh", headers={b"cookie": header}), 401, "unauthorized")


async def test_a_session_runs_out(api: Api, database: Database) -> None:
    user = await api.sign_up()
    async with database.sessions() as session:
        await session.execute(update(RefreshToken).values(expires_at=utc_now()))
        await session.commit()
    problem(await api.refresh(user.cookie), 401, "unauthorized")


async def test_what_ran_out_is_swept_at_the_next_login(api: Api, database: Database) -> None:
    await api.sign_up()
    async with database.sessions() as session:
        await session.execute(update(RefreshToken).values(expires_at=utc_now()))
        await session.commit()
    await api.login()
    async with database.sessions() as session:
        assert await session.scalar(select(func.count()).select_from(RefreshToken)) == 1


async def test_the_database_holds_no_token(api: Api, database: Database) -> None:
    user = await api.sign_up()
    async with database.sessions() as session:
        stored = await session.scalar(select(RefreshToken.token_hash))
    assert stored
    assert user.cookie not in stored


async def test_logout(api: Api) -> None:
    user = await api.sign_up()
    response = await api.client.post(f"{AUTH}/logout", headers=cookie_header(user.cookie))
    assert response.status_code == 204
    assert 'refresh_token=""' in response.headers["set-cookie"]
    assert "Max-Age=0" in response.headers["set-cookie"]
    problem(await api.refresh(user.cookie), 401, "unauthorized")


async def test_logout_takes_anything(api: Api) -> None:
    response = await api.client.post(f"{AUTH}/logout", content=b"{", headers={"Content-Type": "text/plain"})
    assert response.status_code == 204
