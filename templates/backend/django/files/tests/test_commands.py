"""The commands of the service."""

import json
import os
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from accounts.models import Role, User
from notes.models import Note
from tests.api import EMAIL, PASSWORD, Api

pytestmark = pytest.mark.django_db


def run(*arguments: str, stdin: str = "") -> str:
    out = StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", StringIO(stdin))
        call_command(*arguments, stdout=out)
    return out.getvalue()


def test_an_administrator_is_created_with_a_password_from_a_pipe(api: Api) -> None:
    assert run("create_admin", EMAIL.upper(), stdin=f"{PASSWORD}\n") == f"{EMAIL} is an administrator.\n"
    assert User.objects.get().role == Role.ADMIN
    assert api.login().status_code == 200


def test_a_user_is_promoted_and_keeps_the_password(api: Api) -> None:
    api.register()
    run("create_admin", EMAIL)
    run("create_admin", EMAIL)
    assert User.objects.get().is_staff
    assert api.login().status_code == 200


def test_the_password_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "ADMIN_PASSWORD", PASSWORD)
    run("create_admin", EMAIL)
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize(("email", "password"), [("nobody", PASSWORD), (EMAIL, "short"), ("", "")])
def test_what_is_not_valid_is_refused(email: str, password: str) -> None:
    with pytest.raises(CommandError, match="not valid"):
        run("create_admin", email, stdin=f"{password}\n")
    assert not User.objects.exists()


def test_sample_data_is_added_once() -> None:
    assert "with the password" in run("seed")
    assert "there already" in run("seed")
    assert (User.objects.count(), Note.objects.count()) == (1, 4)


def test_sample_data_is_not_for_production(settings: Settings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="APP_ENV"):
        run("seed")


def test_the_document_is_printed() -> None:
    assert json.loads(run("export_openapi_schema", "--api", "config.api.api"))["openapi"] == "3.1.0"


def test_the_models_have_their_migrations() -> None:
    assert run("makemigrations", "--check", "--dry-run") == "No changes detected\n"
