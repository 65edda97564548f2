"""`python -m app` serves the API; `--reload` does so anew on every change of the code."""

import argparse
import asyncio
import logging
import signal
import socket
import sys
from types import FrameType

import uvicorn
from sqlalchemy.exc import SQLAlchemyError
from uvicorn.supervisors import ChangeReload

from app.config import BASE_DIR, Settings, load_settings
from app.database_engine import create_engine, ping
from app.failures import reason
from app.log import configure_logging

APPLICATION = "app.main:create_app"
BACKLOG = 2048
# Longer than a proxy keeps its idle connections, so that it is never the service that closes one in use.
KEEP_ALIVE_SECONDS = 75
# Less than the 30 seconds after which a container is killed.
SHUTDOWN_SECONDS = 25
DATABASE_SECONDS = 10

logger = logging.getLogger("app")


def main() -> None:
    arguments = parse_arguments()
    settings = load_settings()
    configure_logging(settings.log_level)
    asyncio.run(check_database(settings.database_url))
    listener = listen(settings.host, settings.port)
    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    server = uvicorn.Server(server_config(settings, reload=arguments.reload))
    if arguments.reload:
        ChangeReload(server.config, target=server.run, sockets=[listener]).run()
    else:
        server.run(sockets=[listener])


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m app", description="Serve the API.")
    parser.add_argument("--reload", action="store_true", help="start anew when the code changes")
    return parser.parse_args()


async def check_database(url: str) -> None:
    """A service without its database is not worth starting."""
    engine = create_engine(url)
    try:
        await asyncio.wait_for(ping(engine), DATABASE_SECONDS)
    except (SQLAlchemyError, OSError) as error:
        raise SystemExit(f"error: DATABASE_URL: {reason(error)}") from None
    finally:
        await engine.dispose()


def listen(host: str, port: int) -> socket.socket:
    try:
        listener = socket.create_server((host, port), backlog=BACKLOG)
    except OSError as error:
        raise SystemExit(f"error: PORT: can't listen on {host}:{port}: {error.strerror}") from None
    listener.set_inheritable(True)
    return listener


def server_config(settings: Settings, *, reload: bool) -> uvicorn.Config:
    return uvicorn.Config(
        APPLICATION,
        factory=True,
        reload=reload,
        reload_dirs=[str(BASE_DIR / "app")] if reload else None,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
    )


def end(_signal: int, _frame: FrameType | None) -> None:
    """uvicorn raises the signal once more after a clean stop: this makes it a clean exit as well."""
    sys.exit(0)


if __name__ == "__main__":
    main()
