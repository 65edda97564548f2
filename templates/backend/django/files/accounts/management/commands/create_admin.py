"""`python manage.py create_admin EMAIL` creates an administrator, or makes a user one."""

import getpass
import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from pydantic import ValidationError

from accounts.models import Role, User
from accounts.schemas import RegisterRequest

PASSWORD_VARIABLE = "ADMIN_PASSWORD"  # noqa: S105


class Command(BaseCommand):
    help = "Create an administrator, or make a user one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *_args: Any, **options: Any) -> None:
        email = str(options["email"]).lower()
        if not User.objects.filter(email=email).update(role=Role.ADMIN):
            create(email, ask_password())
        self.stdout.write(f"{email} is an administrator.")


def create(email: str, password: str) -> None:
    try:
        valid = RegisterRequest(email=email, password=password)
    except ValidationError as error:
        fields = ", ".join(str(item["loc"][0]) for item in error.errors())
        raise CommandError(f"not valid: {fields} (a password takes at least 8 characters)") from None
    User.objects.create_superuser(valid.email, valid.password)


def ask_password() -> str:
    """From the environment, a pipe, or the keyboard: a command line is seen by every process."""
    if password := os.environ.get(PASSWORD_VARIABLE):
        return password
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return getpass.getpass("Password: ")
