"""What the app listens to."""

import logging
from typing import Any

from axes.signals import user_locked_out
from django.dispatch import receiver

logger = logging.getLogger("api.admin")


@receiver(user_locked_out)
def log_lockout(**_signal: Any) -> None:
    """The guard's own line would name the account."""
    logger.warning("signing in to the admin site is locked for an account and an address")
