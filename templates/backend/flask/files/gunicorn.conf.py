"""gunicorn's configuration: `python -m gunicorn` serves the API as in production."""

from typing import Any

from app.core.config import load_settings
from app.core.log import logging_config
from app.core.preflight import check_database, check_port

settings = load_settings()

wsgi_app = "app:create_app()"
bind = f"{settings.host}:{settings.port}"
worker_class = "app.core.worker.Worker"
# The limits on tries are counted in memory. For more power, run more instances.
workers = 1
# More than the database has connections: the health checks are answered while every connection is waited for.
threads = 64
# Longer than a proxy keeps its idle connections, so that it is never the service that closes one in use.
keepalive = 75
# Less than the 30 seconds after which a container is killed.
graceful_timeout = 25
control_socket_disable = True
logger_class = "app.core.worker.ServerLog"
logconfig_dict = logging_config(settings.log_level)


def on_starting(_server: Any) -> None:
    check_port(settings.host, settings.port)
    check_database(settings.database_url)
