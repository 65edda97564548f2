"""A request's route as the document writes it, for the log and the metrics."""

import re
from functools import cache

from django.http import HttpRequest

NAMESPACE = "api"
UNDOCUMENTED = frozenset({"api-root", "openapi-json", "openapi-view"})
UNMATCHED = "unmatched"
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


def route_pattern(request: HttpRequest) -> str:
    match = request.resolver_match
    if match is None or match.namespace != NAMESPACE or match.url_name in UNDOCUMENTED:
        return UNMATCHED
    return as_documented(match.route)


@cache
def as_documented(route: str) -> str:
    """Django's `api/v1/notes/<note_id>` is the document's `/api/v1/notes/{note_id}`."""
    return "/" + PARAMETER.sub(r"{\1}", route)
