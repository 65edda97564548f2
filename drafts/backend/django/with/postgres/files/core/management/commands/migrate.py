"""Django's own command, one at a time: a second one waits for the first, and then finds nothing to do."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connection

# Any number that all migrations agree on.
MIGRATION_LOCK = 7_364_501


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
            try:
                super().handle(*args, **options)
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])
