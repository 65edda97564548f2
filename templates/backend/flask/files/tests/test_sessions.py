"""Refresh tokens: each is good for one use, and a second use ends the session."""

import pytest
from sqlalchemy import func, select, update

from app.core.db import db
from app.models import RefreshToken, utc_now
from tests.api import AUTH, Api, at_once, body_of, cookie_header, problem, refresh_cookie


def test_a_refresh_trades_the_token(api: Api) -> None:
    user = api.sign_up()
    response = api.refresh(user.cookie)
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    assert refresh_cookie(response) != user.cookie
    headers = {"Authorization": f"Bearer {body_of(response)['access_token']}"}
    assert body_of(api.client.get(f"{AUTH}/me", headers=headers))["id"] == user.id


def test_using_an_old_token_ends_the_session(api: Api) -> None:
    user = api.sign_up()
    successor = refresh_cookie(api.refresh(user.cookie))
    problem(api.refresh(user.cookie), 401, "unauthorized")
    problem(api.refresh(successor), 401, "unauthorized")


def test_the_end_of_one_session_is_not_the_end_of_another(api: Api) -> None:
    user = api.sign_up()
    other = refresh_cookie(api.login())
    api.refresh(user.cookie)
    api.refresh(user.cookie)
    assert api.refresh(other).status_code == 200


def test_of_eight_at_once_one_wins(api: Api) -> None:
    user = api.sign_up()
    responses = at_once(8, lambda _: api.refresh(user.cookie))
    assert sorted(response.status_code for response in responses) == [200] + [401] * 7
    winner = next(response for response in responses if response.status_code == 200)
    problem(api.refresh(refresh_cookie(winner)), 401, "unauthorized")


@pytest.mark.parametrize("cookie", ["", "made-up", "ä"])
def test_an_unknown_token_is_refused(api: Api, cookie: str) -> None:
    problem(api.client.post(f"{AUTH}/refresh", headers=cookie_header(cookie)), 401, "unauthorized")


def test_a_session_runs_out(api: Api) -> None:
    user = api.sign_up()
    with api.app.app_context():
        db.session.execute(update(RefreshToken).values(expires_at=utc_now()))
        db.session.commit()
    problem(api.refresh(user.cookie), 401, "unauthorized")


def test_what_ran_out_is_swept_at_the_next_login(api: Api) -> None:
    api.sign_up()
    with api.app.app_context():
        db.session.execute(update(RefreshToken).values(expires_at=utc_now()))
        db.session.commit()
    api.login()
    with api.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(RefreshToken)) == 1


def test_the_database_holds_no_token(api: Api) -> None:
    user = api.sign_up()
    with api.app.app_context():
        stored = db.session.scalar(select(RefreshToken.token_hash))
    assert stored
    assert user.cookie not in stored


def test_logout(api: Api) -> None:
    user = api.sign_up()
    response = api.client.post(f"{AUTH}/logout", headers=cookie_header(user.cookie))
    assert response.status_code == 204
    assert "refresh_token=;" in response.headers["set-cookie"]
    assert "Max-Age=0" in response.headers["set-cookie"]
    problem(api.refresh(user.cookie), 401, "unauthorized")


def test_logout_takes_anything(api: Api) -> None:
    response = api.client.post(f"{AUTH}/logout", data=b"{", headers={"Content-Type": "text/plain"})
    assert response.status_code == 204
