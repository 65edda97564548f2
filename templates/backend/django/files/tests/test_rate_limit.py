"""The limit on tries to sign in."""

from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ImproperlyConfigured

from accounts import throttle
from accounts.rate_limit import RateLimiter, check_limit
from tests.api import Api, problem

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer


@pytest.fixture(autouse=True)
def limit(monkeypatch: pytest.MonkeyPatch, cheap_settings: None) -> None:  # noqa: ARG001
    monkeypatch.setattr(throttle, "limiter", RateLimiter("2/minute"))


def login(api: Api, email: str, address: str = "10.0.0.1") -> "Answer":
    return api("POST", "/api/v1/auth/login", {"email": email, "password": "wrong"}, REMOTE_ADDR=address)


def test_the_third_try_waits(api: Api) -> None:
    assert [login(api, "ada@example.com").status_code for _ in range(2)] == [401, 401]
    refused = login(api, "ADA@example.com")
    assert problem(refused) == (429, "rate-limited")
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert login(api, "bob@example.com").status_code == 401
    assert login(api, "ada@example.com", "10.0.0.2").status_code == 401


def test_an_address_alone_has_ten_times_as_many(api: Api) -> None:
    statuses = [login(api, f"p{number}@example.com").status_code for number in range(21)]
    assert statuses == [401] * 20 + [429]


def test_an_invalid_body_is_not_a_try(api: Api) -> None:
    for _ in range(5):
        assert api("POST", "/api/v1/auth/login", {"email": "ada@example.com"}).status_code == 422
    assert login(api, "ada@example.com").status_code == 401


def test_a_limit_is_readable() -> None:
    assert check_limit(" OFF ") == "off"
    with pytest.raises(ImproperlyConfigured, match="AUTH_RATE_LIMIT"):
        check_limit("often")
