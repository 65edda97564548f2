"""Health, readiness and metrics, for the platform."""

from concurrent.futures import Future
from threading import Lock, Thread

from django.http import HttpRequest, HttpResponse
from ninja import Router
from prometheus_client import CONTENT_TYPE_LATEST

from core import metrics
from core.database import ping
from core.openapi import answers
from core.problems import ProblemError
from core.schemas import Health, Readiness

CHECK_SECONDS = 2

router = Router(tags=["ops"])


class DatabaseCheck:
    """Whether the database answers in time. One check at a time: a hanging database ties up one thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._running: Future[None] | None = None

    def answers(self) -> bool:
        with self._lock:
            if self._running is None or self._running.done():
                self._running = in_background()
            running = self._running
        try:
            return running.exception(CHECK_SECONDS) is None
        except TimeoutError:
            return False


def in_background() -> Future[None]:
    future: Future[None] = Future()
    # Not of a pool: a thread that hangs must not keep a process alive that wants to end.
    Thread(target=run, args=(future,), daemon=True).start()
    return future


def run(future: Future[None]) -> None:
    try:
        ping()
    except Exception as error:  # noqa: BLE001
        future.set_exception(error)
    else:
        future.set_result(None)


database_check = DatabaseCheck()


@router.get("/healthz", response=answers(Health))
def get_health(request: HttpRequest) -> Health:  # noqa: ARG001
    return Health(status="ok")


@router.get("/readyz", response=answers(Readiness, 503))
def get_readiness(request: HttpRequest) -> Readiness:  # noqa: ARG001
    if not database_check.answers():
        raise ProblemError(503, "The check of the database failed.")
    return Readiness(status="ok", checks={"database": "ok"})


TEXT = {"responses": {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}}


@router.get("/metrics", response={200: None}, openapi_extra=TEXT)
def get_metrics(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return HttpResponse(metrics.text(), content_type=CONTENT_TYPE_LATEST)
