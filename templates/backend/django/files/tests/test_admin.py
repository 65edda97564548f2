"""The admin site: its sign-in, its pages, its guard."""

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from accounts.models import RefreshToken, User
from notes.models import Note
from tests.api import EMAIL, PASSWORD, Api

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"


def sign_in(client: Client, password: str = PASSWORD) -> "Answer":
    return client.post(LOGIN, {"username": EMAIL, "password": password, "next": "/admin/"})


@pytest.fixture
def chief() -> User:
    return User.objects.create_superuser(EMAIL, PASSWORD)


@pytest.fixture
def admin(chief: User) -> Client:  # noqa: ARG001
    client = Client()
    assert sign_in(client).status_code == 302
    return client


def test_an_administrator_sees_every_page(admin: Client, chief: User) -> None:
    note = Note.objects.create(owner=chief, title="A title")
    for path in (
        "",
        "accounts/user/",
        "accounts/user/add/",
        "notes/note/",
        "notes/note/add/",
        "accounts/refreshtoken/",
    ):
        assert admin.get(f"/admin/{path}").status_code == 200, path
    assert b"A title" in admin.get(f"/admin/notes/note/{note.pk}/change/").content
    assert b"A title" in admin.get("/admin/notes/note/?q=title").content


def test_a_user_is_no_administrator(api: Api) -> None:
    api.register()
    assert sign_in(Client()).status_code == 200


def test_the_session_is_of_the_admin_site_only(admin: Client) -> None:
    cookie = admin.cookies["sessionid"]
    assert (cookie["path"], cookie["samesite"]) == ("/admin/", "Strict")
    assert cookie["httponly"]


def test_five_wrong_passwords_lock(chief: User, caplog: pytest.LogCaptureFixture) -> None:  # noqa: ARG001
    client = Client()
    statuses = [sign_in(client, "wrong").status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 200, 429]
    locked = sign_in(client)
    assert locked.status_code == 429
    assert b"Too many tries" in locked.content
    assert "is locked" in caplog.text
    assert EMAIL not in caplog.text


def test_a_form_without_its_token_is_refused(chief: User) -> None:  # noqa: ARG001
    assert sign_in(Client(enforce_csrf_checks=True)).status_code == 403


def test_a_user_is_added_in_lower_case(admin: Client) -> None:
    password = {"password1": PASSWORD, "password2": PASSWORD}
    added = admin.post("/admin/accounts/user/add/", {"email": "Bob@Example.com", "role": "user", **password})
    assert added.status_code == 302
    assert User.objects.get(email="bob@example.com").check_password(PASSWORD)
    bad = admin.post("/admin/accounts/user/add/", {"email": "o'hara@example.com", "role": "user", **password})
    assert b"Enter a valid e-mail address." in bad.content


def test_a_new_password_ends_the_sessions(admin: Client, api: Api) -> None:
    api.register("bob@example.com")
    api.login("bob@example.com")
    user = User.objects.get(email="bob@example.com")
    form = {"password1": "another password", "password2": "another password"}
    assert admin.post(f"/admin/accounts/user/{user.pk}/password/", form).status_code == 302
    assert not RefreshToken.objects.filter(revoked_at=None).exists()


def test_tokens_can_be_ended_but_not_made(admin: Client, api: Api) -> None:
    api.login()
    token = RefreshToken.objects.get()
    assert admin.get("/admin/accounts/refreshtoken/add/").status_code == 403
    assert b"Delete" in admin.get(f"/admin/accounts/refreshtoken/{token.pk}/change/").content
