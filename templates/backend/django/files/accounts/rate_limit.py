"""How often one may try to sign in: counted for each address with its account, and for the address alone."""

import math
import time

from django.core.exceptions import ImproperlyConfigured
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

OFF = "off"
ADDRESS_FACTOR = 10


def check_limit(value: str) -> str:
    limit = value.strip().lower()
    if limit != OFF:
        try:
            parse(limit)
        except ValueError:
            raise ImproperlyConfigured("AUTH_RATE_LIMIT: write it as 10/minute, or off") from None
    return limit


class RateLimiter:
    def __init__(self, limit: str) -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())
        self._pair = None if limit == OFF else parse(limit)
        self._address = None if limit == OFF else parse(times(limit, ADDRESS_FACTOR))

    def wait_seconds(self, address: str, account: str | None) -> int:
        """Count one try. 0 where it is allowed, else the seconds until the next one is."""
        blocked = self._hit(self._pair, address, account) if account else 0
        return blocked or self._hit(self._address, address)

    def _hit(self, limit: RateLimitItem | None, *key: str) -> int:
        if limit is None or self._window.hit(limit, *key):
            return 0
        stats = self._window.get_window_stats(limit, *key)
        return max(1, math.ceil(stats.reset_time - time.time()))


def times(limit: str, factor: int) -> str:
    item = parse(limit)
    return f"{item.amount * factor} per {item.multiples} {item.GRANULARITY.name}"
