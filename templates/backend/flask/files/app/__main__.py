"""`python -m app`: Flask's own commands and those of the service. `run --debug` serves with reload, for development."""

import click
from flask.cli import FlaskGroup
from werkzeug.serving import is_running_from_reloader

from app import create_app
from app.core.config import load_settings
from app.core.surroundings import check_database, check_port


# The settings read `.env` themselves.
@click.group(cls=FlaskGroup, create_app=create_app, load_dotenv=False)
@click.pass_context
def cli(context: click.Context) -> None:
    """Commands of the service."""
    if context.invoked_subcommand == "run" and not is_running_from_reloader():
        settings = load_settings()
        check_port(settings.host, settings.port)
        check_database(settings.database_url)


def main() -> None:
    settings = load_settings()
    cli(default_map={"run": {"host": settings.host, "port": settings.port}})


if __name__ == "__main__":
    main()
