"""The database: Flask-SQLAlchemy's session for the endpoints, and the check that it answers."""

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock

from flask import Flask, request
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine

from app.core.database_engine import ENGINE_OPTIONS, READ_OPTIONS, driver_url, listen, ping
from app.models import Base

CHECK_SECONDS = 2
READING = frozenset({"GET", "HEAD"})

db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
migrate = Migrate()


def configure_database(app: Flask, url: str) -> None:
    app.config["SQLALCHEMY_DATABASE_URI"] = driver_url(url)
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = ENGINE_OPTIONS


def begin() -> Connection:
    """The connection of this request's session, at its first use."""
    options = READ_OPTIONS if request.method in READING else {}
    return db.session.connection(execution_options=options)


class Readiness:
    """Whether the database answers in time. One check at a time: a hanging database ties up one thread."""

    def __init__(self, engine: Engine) -> None:
        listen(engine)
        self._engine = engine
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="readiness")
        self._lock = Lock()
        self._check: Future[None] | None = None

    def database_answers(self) -> bool:
        try:
            self._running_check().result(CHECK_SECONDS)
        except Exception:  # noqa: BLE001 - whatever it is, the database did not answer
            return False
        return True

    def _running_check(self) -> Future[None]:
        with self._lock:
            if self._check is None or self._check.done():
                self._check = self._thread.submit(ping, self._engine)
            return self._check
