"""SQLite: how a connection is set up, and whether the file is there."""

from pathlib import Path

import pytest
from django.db import OperationalError, connection

from core.database import ping


def ping_at(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "NAME", str(path))
    ping()


def test_a_database_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "app.db").touch()
    ping_at(tmp_path / "app.db", monkeypatch)


def test_a_missing_file_is_named_and_not_created(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OperationalError, match=r"^app\.db does not exist$"):
        ping_at(tmp_path / "app.db", monkeypatch)
    assert not list(tmp_path.iterdir())


def test_a_file_of_another_kind_is_no_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "app.db").write_text("something else altogether")
    with pytest.raises(OperationalError, match="not a database"):
        ping_at(tmp_path / "app.db", monkeypatch)


@pytest.mark.django_db(transaction=True)
def test_readers_and_writers_do_not_wait_for_each_other() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
        cursor.execute("PRAGMA foreign_keys")
        assert cursor.fetchone() == (1,)
