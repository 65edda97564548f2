"""The HTTP API."""

from pathlib import Path

from apiflask import APIFlask
from flask_cors import CORS

from app import cli
from app.api import auth, docs, notes, ops, users
from app.core import hooks, openapi, problems
from app.core.config import Settings, load_settings
from app.core.db import configure_database, db, migrate
from app.core.log import configure_logging
from app.core.requests import READ_AT_MOST
from app.core.responses import JsonProvider
from app.core.routing import UuidConverter
from app.core.services import add_services

BASE_DIR = Path(__file__).resolve().parent.parent


def create_app(settings: Settings | None = None) -> APIFlask:
    settings = settings or load_settings()
    configure_logging(settings.log_level)
    app = APIFlask(
        __name__,
        title="API",
        version="1.0.0",
        docs_path=None,
        json_errors=False,
        static_folder=None,  # type: ignore[arg-type]
    )
    app.config.from_mapping(openapi.CONFIG, MAX_CONTENT_LENGTH=READ_AT_MOST)
    app.json = JsonProvider(app)
    # `//notes` and `/notes/` are other addresses than `/notes`: nothing is redirected.
    app.url_map.merge_slashes = False
    app.url_map.converters["uuid"] = UuidConverter
    add_extensions(app, settings)
    hooks.add_hooks(app, settings)
    problems.add_error_handlers(app)
    for module in (ops, auth, users, notes, docs):
        app.register_blueprint(module.bp)
    app.spec_processor(openapi.tidy)  # type: ignore[arg-type]
    cli.add_commands(app)
    return app


def add_extensions(app: APIFlask, settings: Settings) -> None:
    configure_database(app, settings.database_url)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(BASE_DIR / "migrations"))
    add_services(app, settings)
    if settings.cors_origins:
        CORS(
            app,
            origins=settings.cors_origins,
            methods=["GET", "POST", "PATCH", "DELETE"],
            allow_headers=["Authorization", "Content-Type", "X-Request-ID"],
            expose_headers=["X-Request-ID", "Retry-After"],
            supports_credentials=True,
            always_send=False,
        )
