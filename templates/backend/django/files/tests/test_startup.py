"""What a server finds missing at its start."""

import socket

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.commands import runserver as django_runserver
from django.db import OperationalError

from core import startup
from core.management.commands import runserver


def fail() -> None:
    raise OperationalError("no such file\nand more")


def test_a_database_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(startup, "ping", fail)
    with pytest.raises(ImproperlyConfigured, match=r"^DATABASE_URL: no such file\. .+ in \.env\.$"):
        startup.check_database()


def test_a_taken_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ImproperlyConfigured, match=rf"^PORT: can't listen on 127\.0\.0\.1:{port}: .+ in use"):
            startup.check_port("127.0.0.1", port)


@pytest.mark.parametrize("child", [False, True])
def test_the_server_for_development_looks_at_its_first_start(monkeypatch: pytest.MonkeyPatch, child: bool) -> None:  # noqa: FBT001
    started = []
    monkeypatch.setattr(startup, "ping", fail)
    monkeypatch.setattr(django_runserver.Command, "run", lambda *_, **__: started.append(True))
    monkeypatch.setattr(runserver, "check_port", lambda *_: None)
    if child:
        monkeypatch.setenv("RUN_MAIN", "true")
        call_command("runserver")
    else:
        with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
            call_command("runserver")
    assert started == [True] * child
