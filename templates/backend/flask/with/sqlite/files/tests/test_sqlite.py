"""What is particular about SQLite."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from apiflask import APIFlask
from sqlalchemy import text
from sqlalchemy.engine.url import make_url

from app.extensions import db
from tests.api import Api, problem


def test_foreign_keys_are_kept_and_readers_do_not_wait_for_writers(app: APIFlask) -> None:
    with app.app_context(), db.engine.connect() as writer, db.engine.connect() as reader:
        assert reader.scalar(text("PRAGMA foreign_keys")) == 1
        assert reader.scalar(text("PRAGMA journal_mode")) == "wal"
        writer.execute(text("UPDATE users SET role = role"))
        assert reader.scalar(text("SELECT count(*) FROM users")) == 0


def test_a_file_that_is_gone_is_noticed(api: Api, database_url: str) -> None:
    with moved_away(Path(make_url(database_url).database or "")):
        problem(api.client.get("/readyz"), 503, "unavailable")
    assert api.client.get("/readyz").status_code == 200


@contextmanager
def moved_away(file: Path) -> Iterator[None]:
    away = file.rename(file.with_suffix(".away"))
    yield
    away.rename(file)
