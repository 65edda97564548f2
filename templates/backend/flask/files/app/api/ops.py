"""Health, readiness and metrics, for the platform."""

from apiflask import APIBlueprint
from flask import Response
from prometheus_client import CONTENT_TYPE_LATEST

from app.core.openapi import Answers, answers
from app.core.problems import ProblemError
from app.core.services import services
from app.schemas import Health, Readiness

METRICS: Answers = {200: {"description": "OK", "content": {"text/plain": {"schema": {"type": "string"}}}}}

bp = APIBlueprint("ops", __name__, tag="ops")


@bp.get("/healthz")
@bp.output(Health)
@bp.doc(operation_id="getHealth")
def get_health() -> Health:
    return Health(status="ok")


@bp.get("/readyz")
@bp.output(Readiness)
@bp.doc(operation_id="getReadiness", responses=answers(503))
def get_readiness() -> Readiness:
    if not services().readiness.database_answers():
        raise ProblemError(503, "The check of the database failed.")
    return Readiness(status="ok", checks={"database": "ok"})


@bp.get("/metrics")
@bp.doc(operation_id="getMetrics", responses=METRICS)
def get_metrics() -> Response:
    return Response(services().metrics.text(), content_type=CONTENT_TYPE_LATEST)
