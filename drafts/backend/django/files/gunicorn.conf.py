"""The server: `python -m gunicorn` reads this file."""

import os
import socket
import sys

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from gunicorn.arbiter import Arbiter

from core.failures import reason

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
# More than the database has connections, so that the probes are answered while others wait for one.
threads = 40
# Longer than a proxy keeps its idle connections, so that it is never the service that closes one in use.
keepalive = 75
# Less than the 30 seconds after which a container is killed.
graceful_timeout = 25

forwarded_allow_ips = ",".join(settings.TRUSTED_PROXIES)
control_socket_disable = True
# In memory, as a file system may be read-only.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108

loglevel = settings.LOG_LEVEL
logconfig_dict = settings.LOGGING


def on_starting(_server: Arbiter) -> None:
    """A service without its port or its database is not worth starting."""
    from core.database import ping  # noqa: PLC0415

    try:
        socket.create_server((settings.HOST, settings.PORT)).close()
    except OSError as problem:
        sys.exit(f"error: PORT: can't listen on {bind}: {os.strerror(problem.errno or 0)}")
    try:
        ping()
    except OperationalError as problem:
        sys.exit(f"error: DATABASE_URL: {reason(problem)}")
