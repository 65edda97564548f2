"""Commands of the service, beside those of Flask and its extensions: `python -m app --help`."""

import os
import secrets
import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import click
from apiflask import APIBlueprint
from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from app.core.services import services
from app.extensions import db
from app.failures import reason
from app.models import Note, NoteStatus, Role, User
from app.schemas import RegisterRequest

P = ParamSpec("P")

PASSWORD_VARIABLE = "ADMIN_PASSWORD"  # noqa: S105
DEMO_EMAIL = "demo@example.com"
DEMO_NOTES = (
    ("Welcome", NoteStatus.PUBLISHED, "These notes are sample data. Edit or delete them as you like."),
    ("Shopping", NoteStatus.DRAFT, "Coffee, bread, olives"),
    ("Ideas for the next release", NoteStatus.DRAFT, None),
    ("Last year's plan", NoteStatus.ARCHIVED, "Done, all of it."),
)

# Without a group of its own: `seed`, not `commands seed`.
bp = APIBlueprint("commands", __name__, cli_group=None, enable_openapi=False)


def readable_failures(command: Callable[P, None]) -> Callable[P, None]:
    """A database that does not answer is one line, not a traceback."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except (SQLAlchemyError, OSError) as error:
            raise SystemExit(f"error: {reason(error)}") from None

    return run


@bp.cli.command("create-admin")
@click.argument("email")
@readable_failures
def make_admin(email: str) -> None:
    """Create an administrator, or make a user one."""
    click.echo(create_admin(email))


@bp.cli.command("seed")
@readable_failures
def add_sample_data() -> None:
    """Add sample data, for development."""
    click.echo(seed())


def create_admin(email: str) -> str:
    user = find_user(email)
    if user is None:
        user = new_user(email, ask_password())
        db.session.add(user)
    user.role = Role.ADMIN
    db.session.commit()
    return f"{user.email} is an administrator."


def find_user(email: str) -> User | None:
    return db.session.scalar(select(User).where(User.email == email.lower()))


def new_user(email: str, password: str) -> User:
    try:
        valid = RegisterRequest(email=email, password=password)
    except ValidationError as error:
        fields = ", ".join(str(item["loc"][0]) for item in error.errors())
        raise SystemExit(f"error: not valid: {fields} (a password takes at least 8 characters)") from None
    return User(email=valid.email, password_hash=services().passwords.hash(valid.password), role=Role.USER)


def ask_password() -> str:
    """From the environment, a pipe, or the keyboard: a command line is seen by every process."""
    if password := os.environ.get(PASSWORD_VARIABLE):
        return password
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return typed


def seed() -> str:
    if services().settings.production:
        raise SystemExit("error: APP_ENV: sample data is not for production")
    if find_user(DEMO_EMAIL):
        return f"The sample data is there already ({DEMO_EMAIL})."
    password = secrets.token_urlsafe(12)
    user = new_user(DEMO_EMAIL, password)
    db.session.add(user)
    db.session.flush()
    db.session.add_all(
        Note(owner_id=user.id, title=title, status=status, body=body) for title, status, body in DEMO_NOTES
    )
    db.session.commit()
    return f"Sign in as {DEMO_EMAIL} with the password {password}"
