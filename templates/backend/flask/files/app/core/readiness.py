"""Whether the database answers, and in time."""

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock

from sqlalchemy import Engine

from app.core.database_engine import ping

CHECK_SECONDS = 2


class Readiness:
    """One check at a time: a hanging database ties up one thread."""

    def __init__(self, engine: Engine) -> None:
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
