#!/usr/bin/env python
"""Commands of the service: `python manage.py help`."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import DatabaseError


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, DatabaseError) as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(f"error: {in_one_line(error)}")


def in_one_line(error: ImproperlyConfigured | DatabaseError) -> str:
    if isinstance(error, ImproperlyConfigured):
        return str(error)
    # Not before the settings are known to be good.
    from core.startup import database_failure  # noqa: PLC0415

    return database_failure(error)


if __name__ == "__main__":
    main()
