"""A client for each test, on a database that is empty."""

import pytest
from django.test import Client
from pytest_django import Settings

from accounts import throttle
from accounts.rate_limit import RateLimiter
from tests.api import Api


@pytest.fixture(autouse=True)
def cheap_settings(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PASSWORD_HASHERS = ["tests.hashers.CheapHasher"]
    settings.ALLOWED_HOSTS = ["*"]
    # Not what `.env` says: that is for development, and may be anybody's.
    settings.ACCESS_TOKEN_TTL = 900
    settings.REFRESH_TOKEN_TTL = 2_592_000
    monkeypatch.setattr(throttle, "limiter", RateLimiter("off"))


@pytest.fixture
def api(db: None) -> Api:  # noqa: ARG001
    return Api(Client(raise_request_exception=False))


@pytest.fixture
def token(api: Api) -> str:
    return api.token()
