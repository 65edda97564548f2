"""The limit on tries to sign in. Called by endpoints, once the body is known to be valid: a 422 is not a try."""

from django.conf import settings
from django.http import HttpRequest

from accounts.rate_limit import RateLimiter
from core.problems import ProblemError

limiter = RateLimiter(settings.AUTH_RATE_LIMIT)


def throttle(request: HttpRequest, account: str | None) -> None:
    seconds = limiter.wait_seconds(request.META["REMOTE_ADDR"], account)
    if seconds:
        raise ProblemError(429, f"Too many tries. Wait {seconds} seconds.", headers={"Retry-After": str(seconds)})
