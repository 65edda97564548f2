"""What a service needs before it is worth starting: a free port and a database. Else one line says what to mend."""

import socket

from sqlalchemy.exc import SQLAlchemyError

from app.core.database_engine import create_plain_engine, ping
from app.failures import reason


def check_port(host: str, port: int) -> None:
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        raise SystemExit(f"error: PORT: can't listen on {host}:{port}: {error.strerror}") from None


def check_database(url: str) -> None:
    engine = create_plain_engine(url)
    try:
        ping(engine)
    except (SQLAlchemyError, OSError) as error:
        raise SystemExit(f"error: DATABASE_URL: {reason(error)}") from None
    finally:
        engine.dispose()
