"""Logs: one JSON object a line on stdout, the server's own lines included."""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

encode = json.JSONEncoder(ensure_ascii=False, default=str).encode

request_id: ContextVar[str] = ContextVar("request_id", default="")

EMAIL = re.compile(r"[\w.%+\-]+@[\w\-]+(?:\.[\w\-]+)+")

# Nothing reads these, and finding them out takes longer than writing the line.
logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False


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


def logging_config(level: str) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "core.log.JsonFormatter"}},
        "handlers": {"stdout": {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stdout"}},
        "root": {"handlers": ["stdout"], "level": level.upper()},
        "loggers": {
            # Their own handlers would write everything once more.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
            # Every request has its line already, and every exception.
            "django.request": {"level": "CRITICAL"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            # These write statements, and names of accounts.
            "django.db.backends": {"level": "WARNING"},
            "axes": {"level": "CRITICAL"},
            "gunicorn.error": {"handlers": [], "level": level.upper(), "propagate": True},
        },
    }
