"""Prometheus metrics of the requests. `route` is a pattern, never a path, so that the series stay few."""

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

registry = CollectorRegistry()
requests = Counter("http_requests", "Requests answered", ["method", "route", "status"], registry=registry)
durations = Histogram("http_request_duration_seconds", "Time to answer", ["method", "route"], registry=registry)


def record(method: str, route: str, status: int, seconds: float) -> None:
    known = method if method in KNOWN_METHODS else "OTHER"
    requests.labels(known, route, str(status)).inc()
    durations.labels(known, route).observe(seconds)


def text() -> bytes:
    return generate_latest(registry)
