"""Only requests for our own host names are answered; probes and scrapes come by address and pass."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from app.problems import problem_response

OPEN_PATHS = frozenset({"/healthz", "/readyz", "/metrics"})


class AllowedHostsMiddleware:
    def __init__(self, app: ASGIApp, allowed: list[str]) -> None:
        self.app = app
        self.allowed = [pattern.lower() for pattern in allowed]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in OPEN_PATHS or self.accepts(scope):
            await self.app(scope, receive, send)
            return
        response = problem_response(scope, 400, "This host name is not served here.", slug="invalid-host")
        await response(scope, receive, send)

    def accepts(self, scope: Scope) -> bool:
        host = host_name(Headers(scope=scope).get("host", ""))
        return any(matches(host, pattern) for pattern in self.allowed)


def host_name(header: str) -> str:
    """The name without its port; an IPv6 address keeps its brackets."""
    name, colon, port = header.lower().rpartition(":")
    return name if colon and port.isdecimal() else header.lower()


def matches(host: str, pattern: str) -> bool:
    if pattern.startswith("*."):
        return host.endswith(pattern[1:])
    return pattern in ("*", host)
