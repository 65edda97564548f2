"""Logs: one JSON object a line on stdout, gunicorn's own lines included."""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from logging.config import dictConfig
from typing import Any

encode = json.JSONEncoder(ensure_ascii=False, default=str).encode

request_id: ContextVar[str] = ContextVar("request_id", default="")

EMAIL = re.compile(r"[\w.%+\-]+@[\w\-]+(?:\.[\w\-]+)+")


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "timestamp": timestamp(record.created),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if current := request_id.get():
            line["request_id"] = current
        line.update(getattr(record, "fields", {}))
        if record.exc_info:
            line["exception"] = without_emails(self.formatException(record.exc_info))
        return encode(line)


def timestamp(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def without_emails(text: str) -> str:
    """The text of an exception may quote what a user sent."""
    return EMAIL.sub("[email]", text)


def configure_logging(level: str) -> None:
    dictConfig(logging_config(level))
    logging.captureWarnings(capture=True)
    # Nothing reads these, and finding them out takes longer than writing the line.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False


def logging_config(level: str) -> dict[str, Any]:
    """One handler for all; the development server's own lines about requests would only repeat ours."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonFormatter}},
        "handlers": {"stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "json"}},
        "root": {"level": level.upper(), "handlers": ["stdout"]},
        "loggers": {
            "gunicorn.error": {"level": level.upper(), "handlers": [], "propagate": True},
            "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
            "werkzeug": {"level": "WARNING"},
        },
    }
