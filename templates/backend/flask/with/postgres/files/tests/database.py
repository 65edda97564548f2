"""The database of the tests: beside the one of DATABASE_URL, made before the first and dropped after the last."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy.engine.url import make_url

from app.core.config import load_settings


@contextmanager
def temporary_database() -> Iterator[str]:
    url = make_url(load_settings().database_url)
    name = f"{url.database}_test"
    server = url.set(drivername="postgresql", database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        try:
            yield url.set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def unreachable_database() -> str:
    return "postgres://nobody:nothing@127.0.0.1:1/nowhere"
