"""A request's id, and its line in the log and the metrics."""

import logging
import re
import secrets
from time import perf_counter

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.log import request_id
from app.metrics import Metrics
from app.routes import route_pattern

ACCEPTED_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
CLIENT_GONE = 499

logger = logging.getLogger("app.requests")


class RequestContextMiddleware:
    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        token = request_id.set(choose_id(Headers(scope=scope).get("x-request-id")))
        try:
            await self.observed(scope, receive, send)
        finally:
            request_id.reset(token)

    async def observed(self, scope: Scope, receive: Receive, send: Send) -> None:
        status = CLIENT_GONE
        started = perf_counter()
        header = (b"x-request-id", request_id.get().encode())

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), header]
            await send(message)

        try:
            await self.app(scope, receive, send_with_id)
        finally:
            self.record(scope, status, perf_counter() - started)

    def record(self, scope: Scope, status: int, seconds: float) -> None:
        route = route_pattern(scope)
        self.metrics.record(scope["method"], route, status, seconds)
        fields = {
            "method": scope["method"],
            "route": route,
            "status": status,
            "duration_ms": round(seconds * 1000, 2),
        }
        logger.info("request", extra={"fields": fields})


def choose_id(given: str | None) -> str:
    return given if given and ACCEPTED_ID.fullmatch(given) else secrets.token_hex(16)
