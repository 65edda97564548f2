"""Prometheus metrics of the requests. `route` is a pattern, never a path, so that the series stay few."""

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Metrics:
    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "http_requests", "Requests answered", ["method", "route", "status"], registry=self._registry
        )
        self._durations = Histogram(
            "http_request_duration_seconds", "Time to answer", ["method", "route"], registry=self._registry
        )

    def record(self, method: str, route: str, status: int, seconds: float) -> None:
        known = method if method in KNOWN_METHODS else "OTHER"
        self._requests.labels(known, route, str(status)).inc()
        self._durations.labels(known, route).observe(seconds)

    def text(self) -> bytes:
        return generate_latest(self._registry)
