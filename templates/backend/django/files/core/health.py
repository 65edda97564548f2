"""Health, readiness and metrics, for the platform."""

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from ninja import Router
from prometheus_client import CONTENT_TYPE_LATEST

from core import metrics
from core.database import ping
from core.openapi import answers
from core.problems import ProblemError
from core.schemas import Health, Readiness

router = Router(tags=["ops"])


@router.get("/healthz", response=answers(Health))
def get_health(request: HttpRequest) -> Health:  # noqa: ARG001
    return Health(status="ok")


@router.get("/readyz", response=answers(Readiness, 503))
def get_readiness(request: HttpRequest) -> Readiness:  # noqa: ARG001
    try:
        ping()
    except OperationalError as error:
        raise ProblemError(503, "The check of the database failed.") from error
    return Readiness(status="ok", checks={"database": "ok"})


TEXT = {"responses": {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}}


@router.get("/metrics", response={200: None}, openapi_extra=TEXT)
def get_metrics(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return HttpResponse(metrics.text(), content_type=CONTENT_TYPE_LATEST)
