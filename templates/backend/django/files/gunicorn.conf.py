"""The server: `python -m gunicorn` reads this file."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from gunicorn.arbiter import Arbiter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
try:
    from config import settings
except ImproperlyConfigured as error:
    sys.exit(f"error: {error}")

wsgi_app = "config.wsgi"
bind = f"{settings.HOST}:{settings.PORT}"

# One process: the limit on sign-ins and the metrics are kept in its memory. More of them are more containers.
workers = 1
worker_class = "config.worker.Worker"
# Each keeps a connection to the database. Some are left for the probes while others wait for it.
threads = 40
# Longer than a proxy keeps its idle connections, so that it is never the service that closes one in use.
keepalive = 75
# Less than the 30 seconds after which a container is killed.
graceful_timeout = 25

forwarded_allow_ips = ",".join(settings.TRUSTED_PROXIES)
control_socket_disable = True
# In memory, as a file system may be read-only.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108

logger_class = "config.worker.ServerLog"
loglevel = settings.LOG_LEVEL
logconfig_dict = settings.LOGGING


def on_starting(_server: Arbiter) -> None:
    """A service without its port or its database is not worth starting."""
    from core.startup import check_database, check_port  # noqa: PLC0415

    try:
        check_port(settings.HOST, settings.PORT)
        check_database()
    except ImproperlyConfigured as problem:
        sys.exit(f"error: {problem}")
