"""PostgreSQL: whether it answers, and that a lost connection is replaced."""

import pytest
from django.db import OperationalError, connection

from accounts.models import User
from core.database import ping


@pytest.mark.django_db
def test_a_database_answers() -> None:
    ping()


def test_one_that_refuses_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "HOST", "127.0.0.1")
    monkeypatch.setitem(connection.settings_dict, "PORT", "1")
    with pytest.raises(OperationalError, match="port 1 failed"):
        ping()


@pytest.mark.django_db(transaction=True)
def test_a_lost_connection_is_replaced_at_the_next_request() -> None:
    assert not User.objects.exists()
    connection.connection.close()
    # What Django does when a request begins.
    connection.close_if_unusable_or_obsolete()
    assert not User.objects.exists()
