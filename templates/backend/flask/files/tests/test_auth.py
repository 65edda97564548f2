"""Registration, sign-in and the user's own account."""

import time
from uuid import UUID

import jwt
import pytest

from app.core.config import Environment
from app.core.security import AccessTokens
from tests.api import AUTH, NOTES, PASSWORD, Api, body_of, cookie_header, findings, problem
from tests.conftest import SECRET_KEY, OpenApi


def test_register(api: Api) -> None:
    response = api.register("Ada@Example.com", display_name="Ada", role="admin")
    assert response.status_code == 201
    user = body_of(response)
    assert user.keys() == {"id", "email", "display_name", "role", "created_at"}
    assert user["email"] == "ada@example.com"
    assert user["role"] == "user"
    assert user["created_at"].endswith("Z")


def test_an_address_registers_once_whatever_its_case(api: Api) -> None:
    api.register("ada@example.com")
    problem(api.register("ADA@example.com"), 409, "email-taken")


def test_all_failing_fields_are_named(api: Api) -> None:
    body = {"email": "no address", "password": "short", "display_name": ""}
    response = api.client.post(f"{AUTH}/register", json=body)
    assert findings(response) == {"/email": "format", "/password": "too_short", "/display_name": "too_short"}


def test_login(api: Api) -> None:
    user = body_of(api.register())
    response = api.login("ADA@example.com")
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    body = body_of(response)
    assert body["token_type"] == "bearer"
    assert body["expires_in"] == 900
    claims = jwt.decode(body["access_token"], SECRET_KEY, ["HS256"], audience="api")
    assert claims.keys() == {"iss", "aud", "sub", "typ", "iat", "exp"}
    assert claims["sub"] == user["id"]


def test_the_refresh_cookie_is_out_of_reach_of_scripts(api: Api, open_api: OpenApi) -> None:
    api.register()
    cookie = api.login().headers["set-cookie"].lower()
    for attribute in ("httponly", "samesite=strict", "path=/api/v1/auth", "max-age=2592000"):
        assert attribute in cookie
    assert "secure" not in cookie
    production = open_api(app_env=Environment.PRODUCTION)
    assert "secure" in production.login().headers["set-cookie"].lower()


@pytest.mark.parametrize(("email", "password"), [("ada@example.com", "wrong"), ("bob@example.com", PASSWORD)])
def test_a_wrong_login_does_not_say_what_is_wrong(api: Api, email: str, password: str) -> None:
    api.register()
    response = api.login(email, password)
    problem(response, 401, "unauthorized")
    assert response.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("change", [{"typ": "other"}, {"iss": "other"}, {"aud": "other"}, {"exp": 1}, {"sub": "x"}])
def test_foreign_tokens_are_refused(api: Api, change: dict[str, str | int]) -> None:
    user = api.sign_up()
    token = user.headers["Authorization"].removeprefix("Bearer ")
    claims = jwt.decode(token, SECRET_KEY, ["HS256"], audience="api") | change
    forged = jwt.encode(claims, SECRET_KEY, "HS256")
    response = api.client.get(f"{AUTH}/me", headers={"Authorization": f"Bearer {forged}"})
    problem(response, 401, "unauthorized")


def test_a_token_that_was_taken_still_runs_out(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    user = api.sign_up()
    assert api.client.get(f"{AUTH}/me", headers=user.headers).status_code == 200
    later = time.time() + 901
    monkeypatch.setattr("app.core.security.time.time", lambda: later)
    problem(api.client.get(f"{AUTH}/me", headers=user.headers), 401, "unauthorized")


@pytest.mark.parametrize("header", [None, "Bearer", "Bearer x.y.z", "Basic YTpi"])
def test_a_token_is_needed(api: Api, header: str | None) -> None:
    response = api.client.get(f"{AUTH}/me", headers={"Authorization": header} if header else {})
    problem(response, 401, "unauthorized")
    assert response.headers["www-authenticate"] == "Bearer"


def test_another_key_signs_nothing_here(api: Api) -> None:
    user = api.sign_up()
    forged = AccessTokens("another-key-altogether-0123456789-abc", 900).issue(UUID(user.id))
    response = api.client.get(f"{AUTH}/me", headers={"Authorization": f"Bearer {forged}"})
    problem(response, 401, "unauthorized")


def test_own_account(api: Api) -> None:
    user = api.sign_up()
    patch = {"display_name": "Ada L.", "role": "admin", "email": "x@example.com"}
    changed = api.client.patch(f"{AUTH}/me", json=patch, headers=user.headers)
    assert body_of(changed)["display_name"] == "Ada L."
    assert body_of(changed)["role"] == "user"
    kept = api.client.patch(f"{AUTH}/me", json={}, headers=user.headers)
    assert body_of(kept)["display_name"] == "Ada L."
    cleared = api.client.patch(f"{AUTH}/me", json={"display_name": None}, headers=user.headers)
    assert body_of(cleared)["display_name"] is None
    assert body_of(api.client.get(f"{AUTH}/me", headers=user.headers)) == body_of(cleared)


def test_change_password(api: Api) -> None:
    user = api.sign_up()
    body = {"current_password": PASSWORD, "new_password": "another long one"}
    response = api.client.post(f"{AUTH}/password", json=body, headers=user.headers)
    assert response.status_code == 204
    assert response.data == b""
    problem(api.login(), 401, "unauthorized")
    assert api.login(password="another long one").status_code == 200


def test_a_wrong_current_password_is_no_ended_session(api: Api) -> None:
    user = api.sign_up()
    body = {"current_password": "not this", "new_password": "another long one"}
    response = api.client.post(f"{AUTH}/password", json=body, headers=user.headers)
    problem(response, 403, "wrong-password")


def test_a_new_password_ends_the_other_sessions(api: Api) -> None:
    here = api.sign_up()
    elsewhere = api.login().headers["set-cookie"].split("=", 1)[1].split(";")[0]
    body = {"current_password": PASSWORD, "new_password": "another long one"}
    headers = here.headers | cookie_header(here.cookie)
    assert api.client.post(f"{AUTH}/password", json=body, headers=headers).status_code == 204
    problem(api.refresh(elsewhere), 401, "unauthorized")
    assert api.refresh(here.cookie).status_code == 200


def test_a_deleted_account_takes_everything_along(api: Api) -> None:
    user = api.sign_up()
    api.create_note(user)
    response = api.client.delete(f"{AUTH}/me", headers=user.headers)
    assert response.status_code == 204
    problem(api.client.get(NOTES, headers=user.headers), 401, "unauthorized")
    problem(api.refresh(user.cookie), 401, "unauthorized")
    problem(api.login(), 401, "unauthorized")
    again = api.sign_up()
    assert api.titles(again) == []
