"""What is decided about a request before any endpoint sees it."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.middleware import common

from core.middleware import GetResponse
from core.problems import DETAILS, problem_response

# Probes and scrapes come by address, not by one of our names.
OPEN_PATHS = frozenset({"/healthz", "/readyz", "/metrics"})


class CommonMiddleware(common.CommonMiddleware):
    """Django's own, but for the host of a probe."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:  # type: ignore[override]
        return None if request.path in OPEN_PATHS else super().process_request(request)


def head_as_get(get_response: GetResponse) -> GetResponse:
    """HEAD answers as GET does; the server leaves the body out."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method != "HEAD":
            return get_response(request)
        request.method = "GET"
        try:
            return get_response(request)
        finally:
            request.method = "HEAD"

    return middleware


def refused_methods(get_response: GetResponse) -> GetResponse:
    """A method that an address does not take is a problem as well."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            return problem_response(request, 405, DETAILS[405], headers={"Allow": allowed(response)})
        return response

    return middleware


def allowed(response: HttpResponseNotAllowed) -> str:
    methods = {method.strip() for method in response.headers["Allow"].split(",")}
    return ", ".join(sorted(methods | {"HEAD"} if "GET" in methods else methods))
