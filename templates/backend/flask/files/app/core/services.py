"""What lives as long as the application."""

from dataclasses import dataclass

from apiflask import APIFlask
from flask import current_app

from app.core.config import Settings
from app.core.db import Readiness, db
from app.core.metrics import Metrics
from app.core.rate_limit import RateLimiter
from app.core.security import AccessTokens, Passwords

KEY = "services"


@dataclass(frozen=True)
class Services:
    settings: Settings
    access_tokens: AccessTokens
    passwords: Passwords
    limiter: RateLimiter
    metrics: Metrics
    readiness: Readiness


def add_services(app: APIFlask, settings: Settings) -> None:
    with app.app_context():
        readiness = Readiness(db.engine)
    app.extensions[KEY] = Services(
        settings=settings,
        access_tokens=AccessTokens(settings.secret_key, settings.access_token_ttl),
        passwords=Passwords(),
        limiter=RateLimiter(settings.auth_rate_limit),
        metrics=Metrics(),
        readiness=readiness,
    )


def services() -> Services:
    found: Services = current_app.extensions[KEY]
    return found
