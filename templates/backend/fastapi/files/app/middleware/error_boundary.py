"""An exception that nobody expected becomes a 500 that says nothing of the inside."""

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.problems import DETAILS, problem_response

logger = logging.getLogger("app.errors")


class ErrorBoundaryMiddleware:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def send_watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, send_watched)
        except Exception:
            if scope["type"] != "http" or started:
                raise
            logger.exception("unexpected error")
            await problem_response(scope, 500, DETAILS[500])(scope, receive, send)
