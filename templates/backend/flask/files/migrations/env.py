"""How Alembic reaches the database: with the settings of the application."""

from alembic import context
from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from app.core.database_engine import MIGRATION_OPTIONS, begin_migrations, create_plain_engine
from app.core.services import services
from app.failures import reason
from app.models import Base


def migrate() -> None:
    try:
        run_migrations(services().settings.database_url)
    except (SQLAlchemyError, OSError) as error:
        raise SystemExit(f"error: DATABASE_URL: {reason(error)}") from error


def run_migrations(url: str) -> None:
    """With an engine of its own: what suits a request does not suit a change of the tables."""
    options = {**current_app.extensions["migrate"].configure_args, **MIGRATION_OPTIONS}
    engine = create_plain_engine(url)
    try:
        with engine.begin() as connection:
            begin_migrations(connection)
            context.configure(connection=connection, target_metadata=Base.metadata, **options)
            with context.begin_transaction():
                context.run_migrations()
    finally:
        engine.dispose()


if context.is_offline_mode():
    raise SystemExit("error: migrations are run against a database; SQL alone is not written")
migrate()
