"""CORS with credentials, whose refusals are problems as well."""

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.problems import problem_response

METHODS = ["GET", "POST", "PATCH", "DELETE"]
REQUEST_HEADERS = ["Authorization", "Content-Type", "X-Request-ID"]
ANSWER_HEADERS = ["X-Request-ID", "Retry-After"]


class ApiCorsMiddleware(CORSMiddleware):
    def __init__(self, app: ASGIApp, origins: list[str]) -> None:
        super().__init__(
            app,
            allow_origins=origins,
            allow_methods=METHODS,
            allow_headers=REQUEST_HEADERS,
            expose_headers=ANSWER_HEADERS,
            allow_credentials=True,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and is_preflight(scope) and not self.permits(scope):
            detail = "This origin, method or header is not allowed."
            await problem_response(scope, 403, detail, slug="cors")(scope, receive, send)
            return
        await super().__call__(scope, receive, send)

    def permits(self, scope: Scope) -> bool:
        answer: Response = self.preflight_response(Headers(scope=scope))
        return answer.status_code == 200  # noqa: PLR2004


def is_preflight(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return scope["method"] == "OPTIONS" and "origin" in headers and "access-control-request-method" in headers
