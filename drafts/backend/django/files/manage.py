#!/usr/bin/env python
"""Commands of the service: `python manage.py help`."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError

from core.failures import reason


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"error: {reason(error)}")
    except OperationalError as error:
        sys.exit(f"error: database: {reason(error)}")


if __name__ == "__main__":
    main()
