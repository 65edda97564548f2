"""Registration, sign-in and the user's own account."""

import json
import time

import pytest

from accounts.models import Role, User
from tests.api import EMAIL, PASSWORD, Api, errors, json_of, problem

ME = "/api/v1/auth/me"


def test_a_new_user_is_answered_with_every_key(api: Api) -> None:
    user = api.register("Ada@Example.COM")
    assert user == {
        "id": user["id"],
        "email": EMAIL,
        "display_name": None,
        "role": "user",
        "created_at": user["created_at"],
    }
    assert user["created_at"].endswith("Z")


def test_an_address_is_given_once(api: Api) -> None:
    api.register()
    again = api("POST", "/api/v1/auth/register", {"email": EMAIL.upper(), "password": PASSWORD})
    assert problem(again) == (409, "email-taken")


def test_nobody_registers_as_an_administrator(api: Api) -> None:
    api("POST", "/api/v1/auth/register", {"email": EMAIL, "password": PASSWORD, "role": "admin", "is_staff": True})
    assert User.objects.get().role == Role.USER


def test_passwords_are_stored_as_argon2id(api: Api) -> None:
    api.register()
    assert User.objects.get().password.startswith("argon2$argon2id$")


def test_all_failing_fields_are_named(api: Api) -> None:
    response = api("POST", "/api/v1/auth/register", {"email": "nobody", "password": "short", "display_name": ""})
    assert errors(response) == [("/email", "format"), ("/password", "too_short"), ("/display_name", "too_short")]


def test_signing_in_answers_a_token_that_is_not_to_be_stored(api: Api) -> None:
    api.register()
    response = api.login()
    assert json_of(response) | {"access_token": ""} == {"access_token": "", "token_type": "bearer", "expires_in": 900}
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("email", [EMAIL, "nobody@example.com"])
def test_a_wrong_password_and_an_unknown_account_look_the_same(api: Api, email: str) -> None:
    api.register()
    response = api.login(email, "wrong")
    assert problem(response) == (401, "unauthorized")
    assert json_of(response)["detail"] == "The e-mail address or the password is wrong."
    assert response["WWW-Authenticate"] == "Bearer"


def test_me_is_who_the_token_says(api: Api, token: str) -> None:
    assert json_of(api("GET", ME, token=token))["email"] == EMAIL


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x.y.z", "Basic dXNlcjpwYXNz"])
def test_without_a_token_of_ours_nobody_is_signed_in(api: Api, header: str) -> None:
    assert problem(api("GET", ME, headers={"Authorization": header})) == (401, "unauthorized")


def test_a_patch_changes_what_it_names(api: Api, token: str) -> None:
    assert json_of(api("PATCH", ME, {"display_name": "Ada"}, token=token))["display_name"] == "Ada"
    assert json_of(api("PATCH", ME, {}, token=token))["display_name"] == "Ada"
    assert json_of(api("PATCH", ME, {"display_name": None}, token=token))["display_name"] is None


def test_a_deleted_account_takes_everything_along(api: Api, token: str) -> None:
    api("POST", "/api/v1/notes", {"title": "mine"}, token=token)
    assert api("DELETE", ME, token=token).status_code == 204
    assert not User.objects.exists()
    assert problem(api("GET", ME, token=token)) == (401, "unauthorized")
    assert problem(api("PATCH", ME, {"display_name": "x"}, token=token)) == (401, "unauthorized")


def test_the_list_of_users_is_for_administrators(api: Api, token: str) -> None:
    assert problem(api("GET", "/api/v1/users", token=token)) == (403, "forbidden")
    User.objects.update(role=Role.ADMIN)
    api.register("bob@example.com")
    page = json_of(api("GET", "/api/v1/users?limit=1&offset=1", token=token))
    assert [user["email"] for user in page["items"]] == ["bob@example.com"]
    assert (page["total"], page["limit"], page["offset"]) == (2, 1, 1)
    assert "password" not in json.dumps(page)


def test_a_token_that_was_taken_still_runs_out(api: Api, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert api("GET", ME, token=token).status_code == 200
    later = time.time() + 901
    monkeypatch.setattr("accounts.access_tokens.time.time", lambda: later)
    assert problem(api("GET", ME, token=token)) == (401, "unauthorized")
