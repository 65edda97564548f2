"""What the middleware and the error handlers ask about the routes: a route's pattern and its methods."""

from collections import defaultdict

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.types import Scope

UNMATCHED = "unmatched"


class RouteIndex:
    """The documented routes by their endpoint, which is what a matched request carries in its scope."""

    def __init__(self, app: FastAPI) -> None:
        self._patterns: dict[object, str] = {}
        methods: defaultdict[str, set[str]] = defaultdict(set)
        for route in iter_route_contexts(app.routes):
            if route.path_format and getattr(route, "include_in_schema", False):
                self._patterns[route.endpoint] = route.path_format
                methods[route.path_format] |= route.methods or set()
        self._allow = {pattern: allow_header(found) for pattern, found in methods.items()}

    def pattern(self, scope: Scope) -> str:
        return self._patterns.get(scope.get("endpoint"), UNMATCHED)

    def allow(self, scope: Scope) -> str:
        return self._allow.get(self.pattern(scope), "GET, HEAD")


def allow_header(methods: set[str]) -> str:
    with_head = methods | {"HEAD"} if "GET" in methods else methods
    return ", ".join(sorted(with_head))


def route_index(scope: Scope) -> RouteIndex:
    index: RouteIndex = scope["app"].state.routes
    return index


def route_pattern(scope: Scope) -> str:
    return route_index(scope).pattern(scope)


def allowed_methods(scope: Scope) -> str:
    return route_index(scope).allow(scope)
