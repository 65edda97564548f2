"""Commands of the service: `python -m app.cli --help`."""

import argparse
import asyncio
import getpass
import json
import os
import secrets
import sys
from collections.abc import Awaitable, Callable

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from app.config import Settings, load_settings
from app.database_engine import ping
from app.db import Database
from app.failures import reason
from app.main import create_app
from app.models import Note, NoteStatus, Role, User
from app.schemas import RegisterRequest
from app.security import Passwords

PASSWORD_VARIABLE = "ADMIN_PASSWORD"  # noqa: S105
DEMO_EMAIL = "demo@example.com"
DEMO_NOTES = (
    ("Welcome", NoteStatus.PUBLISHED, "These notes are sample data. Edit or delete them as you like."),
    ("Shopping", NoteStatus.DRAFT, "Coffee, bread, olives"),
    ("Ideas for the next release", NoteStatus.DRAFT, None),
    ("Last year's plan", NoteStatus.ARCHIVED, "Done, all of it."),
)

Task = Callable[[AsyncSession], Awaitable[str]]


def main(argv: list[str] | None = None) -> None:
    arguments = parse_arguments(argv)
    if arguments.command == "openapi":
        say(document())
    elif arguments.command == "create-admin":
        email = arguments.email
        say(run_in_session(load_settings(), lambda session: create_admin(session, email)))
    else:
        say(run_in_session(development_settings(), seed))


def parse_arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m app.cli")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("openapi", help="print the document of the API")
    commands.add_parser("seed", help="add sample data, for development")
    admin = commands.add_parser("create-admin", help="create an administrator, or make a user one")
    admin.add_argument("email")
    return parser.parse_args(argv)


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def document() -> str:
    return json.dumps(create_app(load_settings()).openapi(), indent=2)


def development_settings() -> Settings:
    settings = load_settings()
    if settings.production:
        raise SystemExit("error: APP_ENV: sample data is not for production")
    return settings


def run_in_session(settings: Settings, task: Task) -> str:
    try:
        return asyncio.run(with_session(settings, task))
    except (SQLAlchemyError, OSError) as error:
        raise SystemExit(f"error: {reason(error)}") from None


async def with_session(settings: Settings, task: Task) -> str:
    database = Database(settings.database_url)
    try:
        await ping(database.engine)
        async with database.sessions() as session:
            return await task(session)
    finally:
        await database.close()


async def create_admin(session: AsyncSession, email: str) -> str:
    user = await find_user(session, email)
    if user is None:
        user = await new_user(email, ask_password())
        session.add(user)
    user.role = Role.ADMIN
    await session.commit()
    return f"{user.email} is an administrator."


async def find_user(session: AsyncSession, email: str) -> User | None:
    found: User | None = await session.scalar(select(User).where(User.email == email.lower()))
    return found


async def new_user(email: str, password: str) -> User:
    try:
        valid = RegisterRequest(email=email, password=password)
    except ValidationError as error:
        fields = ", ".join(str(item["loc"][0]) for item in error.errors())
        raise SystemExit(f"error: not valid: {fields} (a password takes at least 8 characters)") from None
    return User(email=valid.email, password_hash=await Passwords().hash(valid.password), role=Role.USER)


def ask_password() -> str:
    """From the environment, a pipe, or the keyboard: a command line is seen by every process."""
    if password := os.environ.get(PASSWORD_VARIABLE):
        return password
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return getpass.getpass("Password: ")


async def seed(session: AsyncSession) -> str:
    if await find_user(session, DEMO_EMAIL):
        return f"The sample data is there already ({DEMO_EMAIL})."
    password = secrets.token_urlsafe(12)
    user = await new_user(DEMO_EMAIL, password)
    session.add(user)
    await session.flush()
    session.add_all(Note(owner_id=user.id, title=title, status=status, body=body) for title, status, body in DEMO_NOTES)
    await session.commit()
    return f"Sign in as {DEMO_EMAIL} with the password {password}"


if __name__ == "__main__":
    main()
