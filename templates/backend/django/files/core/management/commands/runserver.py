"""Django's own server for development, on the port from the environment and with the logs of the service."""

import logging
import os
from typing import Any

from django.conf import settings
from django.core.management.commands import runserver
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV

from core.startup import check_database, check_port

logger = logging.getLogger("api.server")


class Command(runserver.Command):
    default_port = str(settings.PORT)
    addr: str
    port: str

    def run(self, **options: Any) -> None:
        # At the start only: who saves a file while the database is away should not lose the server.
        if DJANGO_AUTORELOAD_ENV not in os.environ:
            check_port(self.addr, int(self.port))
            check_database()
        super().run(**options)

    def check_migrations(self) -> None:
        """`migrate` is a step of its own."""

    def on_bind(self, server_port: int) -> None:
        logger.info("listening on http://%s:%s", self.addr, server_port)
