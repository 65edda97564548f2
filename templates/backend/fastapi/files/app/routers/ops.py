"""Health, readiness and metrics, for the platform."""

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST

from app.db import get_database
from app.metrics import Metrics
from app.openapi import problems
from app.problems import ProblemError
from app.schemas import Health, Readiness

router = APIRouter(tags=["ops"])


@router.get("/healthz")
async def get_health() -> Health:
    return Health(status="ok")


@router.get("/readyz", responses=problems(503))
async def get_readiness(request: Request) -> Readiness:
    if not await get_database(request).answers():
        raise ProblemError(503, "The check of the database failed.")
    return Readiness(status="ok", checks={"database": "ok"})


@router.get("/metrics", response_class=PlainTextResponse)
async def get_metrics(request: Request) -> Response:
    metrics: Metrics = request.app.state.metrics
    return Response(metrics.text(), media_type=CONTENT_TYPE_LATEST)
