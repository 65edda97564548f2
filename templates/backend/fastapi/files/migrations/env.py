"""How Alembic reaches the database: with the settings of the application."""

import asyncio

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from app.config import load_settings
from app.failures import reason
from app.log import configure_logging
from app.models import Base
from migrations import database


def migrate() -> None:
    url = context.config.attributes.get("database_url")
    if url is None:
        settings = load_settings()
        configure_logging(settings.log_level)
        url = settings.database_url
    try:
        asyncio.run(run_migrations(url))
    except (SQLAlchemyError, OSError) as error:
        raise SystemExit(f"error: DATABASE_URL: {reason(error)}") from error


async def run_migrations(url: str) -> None:
    engine = database.create_engine(url)
    try:
        async with engine.begin() as connection:
            await database.begin(connection)
            await connection.run_sync(run_on)
    finally:
        await engine.dispose()


def run_on(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=Base.metadata, **database.OPTIONS)
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    raise SystemExit("error: migrations are run against a database; SQL alone is not written")
migrate()
