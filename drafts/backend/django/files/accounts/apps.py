"""The app, and what it listens to."""

import logging
from typing import Any

from axes.signals import user_locked_out
from django.apps import AppConfig

logger = logging.getLogger("api.admin")


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        user_locked_out.connect(log_lockout)


def log_lockout(**_signal: Any) -> None:
    """The guard's own line would name the account."""
    logger.warning("signing in to the admin site is locked for an account and an address")
