"""Log lines."""

import json
import logging
import sys

from app.core.log import JsonFormatter, request_id


def record_of(message: str, **extra: object) -> logging.LogRecord:
    return logging.getLogger("test").makeRecord("test", logging.INFO, "file", 1, message, (), None, extra=extra)


def test_a_line_is_one_json_object() -> None:
    token = request_id.set("the-request")
    line = JsonFormatter().format(record_of("two\nlines", fields={"status": 200}))
    request_id.reset(token)
    assert "\n" not in line
    content = json.loads(line)
    assert (content["message"], content["request_id"], content["status"]) == ("two\nlines", "the-request", 200)


def test_an_exception_names_nobody() -> None:
    record = record_of("broken")
    try:
        int("Key (email)=(ada.b+c@example.co.uk) exists")
    except ValueError:
        record.exc_info = sys.exc_info()
    line = JsonFormatter().format(record)
    assert "example.co.uk" not in line
    assert "ValueError" in json.loads(line)["exception"]
