"""Logs: one JSON object a line on stdout, the server's own lines included."""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime

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
