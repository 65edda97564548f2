"""Django's own server for development, on the port from the environment and with the logs of the service."""

import logging
import os
import socket
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import runserver
from django.db import OperationalError

from core.database import ping
from core.failures import reason

logger = logging.getLogger("api.server")


class Command(runserver.Command):
    default_port = str(settings.PORT)
    addr: str
    port: str

    def run(self, **options: Any) -> None:
        """Before the reloader starts its process, which would report the same at each try."""
        try:
            ping()
        except OperationalError as error:
            raise CommandError(f"DATABASE_URL: {reason(error)}") from None
        self.check_port()
        super().run(**options)

    def check_port(self) -> None:
        try:
            socket.create_server((self.addr, int(self.port))).close()
        except OSError as error:
            cause = os.strerror(error.errno or 0)
            raise CommandError(f"PORT: can't listen on {self.addr}:{self.port}: {cause}") from None

    def check_migrations(self) -> None:
        """`migrate` is a step of its own."""

    def on_bind(self, server_port: int) -> None:
        logger.info("listening on http://%s:%s", self.addr, server_port)
