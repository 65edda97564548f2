"""The list of users is for administrators."""

from sqlalchemy import update

from app.core.db import db
from app.models import Role, User
from tests.api import Api, body_of, problem

USERS = "/api/v1/users"


def test_users_see_no_users(api: Api) -> None:
    user = api.sign_up()
    problem(api.client.get(USERS), 401, "unauthorized")
    problem(api.client.get(USERS, headers=user.headers), 403, "forbidden")


def test_administrators_do(api: Api) -> None:
    ada = api.sign_up()
    api.register("bob@example.com")
    with api.app.app_context():
        db.session.execute(update(User).where(User.email == ada.email).values(role=Role.ADMIN))
        db.session.commit()
    page = body_of(api.client.get(f"{USERS}?limit=1&offset=1", headers=ada.headers))
    assert [user["email"] for user in page["items"]] == ["bob@example.com"]
    assert page["total"] == 2
    assert "password" not in str(page)
