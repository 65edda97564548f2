"""A body may be of 1 MiB, whether or not its length is announced."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.problems import ProblemError, problem_response

MAX_BODY = 1_048_576
DETAIL = f"A body may have at most {MAX_BODY} bytes."


class BodyLimitMiddleware:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif announced_length(scope) > MAX_BODY:
            await problem_response(scope, 413, DETAIL)(scope, receive, send)
        else:
            await self.app(scope, counted(receive), send)


def announced_length(scope: Scope) -> int:
    text = Headers(scope=scope).get("content-length", "0")
    return int(text) if text.isdecimal() else 0


def counted(receive: Receive) -> Receive:
    size = 0

    async def receive_counted() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > MAX_BODY:
            raise ProblemError(413, DETAIL)
        return message

    return receive_counted
