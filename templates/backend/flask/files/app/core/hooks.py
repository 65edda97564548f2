"""What happens around every request: its id, its line in the log and the metrics, the host, the headers."""

import logging
import re
import secrets
from time import perf_counter

from apiflask import APIFlask
from flask import Response, g, request

from app.core.config import Settings
from app.core.hosts import accepts
from app.core.log import request_id
from app.core.problems import ProblemError
from app.core.routing import route_pattern
from app.core.security_headers import DOCS_PATH, docs_headers, plain_headers
from app.core.services import services

ACCEPTED_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
OPEN_PATHS = frozenset({"/healthz", "/readyz", "/metrics"})

logger = logging.getLogger("app.requests")


def add_hooks(app: APIFlask, settings: Settings) -> None:
    """Before a request they run in this order, after it in the opposite one."""
    app.before_request(begin)
    app.after_request(record)
    app.teardown_request(forget)
    add_headers(app, settings)
    if settings.allowed_hosts:
        check_hosts(app, settings.allowed_hosts)


def begin() -> None:
    g.started = perf_counter()
    request_id.set(choose_id(request.headers.get("X-Request-ID")))


def choose_id(given: str | None) -> str:
    return given if given and ACCEPTED_ID.fullmatch(given) else secrets.token_hex(16)


def record(response: Response) -> Response:
    seconds = perf_counter() - g.started
    route = route_pattern(request)
    response.headers["X-Request-ID"] = request_id.get()
    services().metrics.record(request.method, route, response.status_code, seconds)
    fields = {
        "method": request.method,
        "route": route,
        "status": response.status_code,
        "duration_ms": round(seconds * 1000, 2),
    }
    logger.info("request", extra={"fields": fields})
    return response


def forget(_error: BaseException | None) -> None:
    """Threads serve one request after the other: what is logged between two belongs to neither."""
    request_id.set("")


def add_headers(app: APIFlask, settings: Settings) -> None:
    plain = plain_headers(production=settings.production)
    docs = docs_headers(production=settings.production)

    @app.after_request
    def secure(response: Response) -> Response:
        response.headers.extend(docs if request.path.startswith(DOCS_PATH) else plain)
        return response


def check_hosts(app: APIFlask, allowed: list[str]) -> None:
    """Only requests for our own host names are answered; probes and scrapes come by address and pass."""
    patterns = [pattern.lower() for pattern in allowed]

    @app.before_request
    def refuse_foreign_host() -> None:
        if request.path not in OPEN_PATHS and not accepts(request.headers.get("Host", ""), patterns):
            raise ProblemError(400, "This host name is not served here.", slug="invalid-host")
