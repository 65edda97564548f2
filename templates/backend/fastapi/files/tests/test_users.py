"""The list of users is for administrators."""

import pytest
from sqlalchemy import update

from app.db import Database
from app.models import Role, User
from tests.api import Api, problem

pytestmark = pytest.mark.anyio

USERS = "/api/v1/users"


async def test_users_see_no_users(api: Api) -> None:
    user = await api.sign_up()
    problem(await api.client.get(USERS), 401, "unauthorized")
    problem(await api.client.get(USERS, headers=user.headers), 403, "forbidden")


async def test_administrators_do(api: Api, database: Database) -> None:
    ada = await api.sign_up()
    await api.register("bob@example.com")
    async with database.sessions() as session:
        await session.execute(update(User).where(User.email == ada.email).values(role=Role.ADMIN))
        await session.commit()
    page = (await api.client.get(f"{USERS}?limit=1&offset=1", headers=ada.headers)).json()
    assert [user["email"] for user in page["items"]] == ["bob@example.com"]
    assert page["total"] == 2
    assert "password" not in str(page)
