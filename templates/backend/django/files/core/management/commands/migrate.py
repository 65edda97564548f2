"""Django's own `migrate`, one at a time."""

from typing import Any

from django.core.management.commands import migrate

from core.database import one_migration_at_a_time


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with one_migration_at_a_time():
            super().handle(*args, **options)
