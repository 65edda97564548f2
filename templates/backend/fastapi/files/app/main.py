"""The application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from app.config import Settings, load_settings
from app.db import Database
from app.dependencies import Services
from app.docs import add_docs
from app.metrics import Metrics
from app.middleware.allowed_hosts import AllowedHostsMiddleware
from app.middleware.body_limit import BodyLimitMiddleware
from app.middleware.cors import ApiCorsMiddleware
from app.middleware.error_boundary import ErrorBoundaryMiddleware
from app.middleware.head import HeadMiddleware
from app.middleware.request_context import RequestContextMiddleware
from app.middleware.security_headers import SecurityHeadersMiddleware
from app.openapi import build_document, operation_id
from app.problems import answer_http_error, answer_invalid_request
from app.rate_limit import RateLimiter
from app.routers import auth, notes, ops, users
from app.routes import RouteIndex
from app.security import AccessTokens, Passwords


def create_app(settings: Settings | None = None) -> FastAPI:
    settings = settings or load_settings()
    app = FastAPI(
        title="API",
        version="1.0.0",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=operation_id,
        # FastAPI's own OpenTelemetry hooks cost every request, whether or not anybody listens.
        telemetry={"tracing": False, "metrics": False, "logs": False},
        exception_handlers={HTTPException: answer_http_error, RequestValidationError: answer_invalid_request},
    )
    for module in (notes, auth, users, ops):
        app.include_router(module.router)
    add_docs(app)
    add_state(app, settings)
    add_middleware(app, settings)
    return app


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    await app.state.database.close()


def add_state(app: FastAPI, settings: Settings) -> None:
    app.state.services = Services(
        settings=settings,
        access_tokens=AccessTokens(settings.secret_key, settings.access_token_ttl),
        passwords=Passwords(),
        limiter=RateLimiter(settings.auth_rate_limit),
    )
    app.state.database = Database(settings.database_url)
    app.state.metrics = Metrics()
    app.state.routes = RouteIndex(app)
    document = build_document(app)
    app.openapi = lambda: document  # type: ignore[method-assign]


def add_middleware(app: FastAPI, settings: Settings) -> None:
    """The last one added is the first to see a request."""
    app.add_middleware(HeadMiddleware)
    app.add_middleware(BodyLimitMiddleware)
    if settings.allowed_hosts:
        app.add_middleware(AllowedHostsMiddleware, allowed=settings.allowed_hosts)
    app.add_middleware(ErrorBoundaryMiddleware)
    if settings.cors_origins:
        app.add_middleware(ApiCorsMiddleware, origins=settings.cors_origins)
    app.add_middleware(SecurityHeadersMiddleware, production=settings.production)
    app.add_middleware(RequestContextMiddleware, metrics=app.state.metrics)
