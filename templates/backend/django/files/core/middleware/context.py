"""A request's id and its client's address, and its line in the log and the metrics."""

import logging
import re
import secrets
from functools import lru_cache
from ipaddress import ip_address, ip_network
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from core import metrics
from core.log import request_id
from core.middleware import GetResponse
from core.routes import route_pattern

ACCEPTED_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")

logger = logging.getLogger("api.requests")


def request_context(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        token = request_id.set(choose_id(request.META.get("HTTP_X_REQUEST_ID")))
        request.META["REMOTE_ADDR"] = client_address(request)
        method, started = request.method or "", perf_counter()
        try:
            response = get_response(request)
            response.headers["X-Request-ID"] = request_id.get()
            record(method, route_pattern(request), response.status_code, perf_counter() - started)
        finally:
            request_id.reset(token)
        return response

    return middleware


def choose_id(given: str | None) -> str:
    return given if given and ACCEPTED_ID.fullmatch(given) else secrets.token_hex(16)


def client_address(request: HttpRequest) -> str:
    """The last address that is not of a proxy of ours: whatever stands before it may be made up."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    while forwarded and is_trusted(address) and (hop := forwarded.pop().strip()):
        address = hop
    return address


@lru_cache(1024)
def is_trusted(address: str) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in ip_network(one) for one in settings.TRUSTED_PROXIES)


def record(method: str, route: str, status: int, seconds: float) -> None:
    metrics.record(method, route, status, seconds)
    fields = {"method": method, "route": route, "status": status, "duration_ms": round(seconds * 1000, 2)}
    logger.info("request", extra={"fields": fields})
