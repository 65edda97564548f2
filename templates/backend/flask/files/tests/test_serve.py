"""The service as a process: its log, its end, and what it says when it can't start."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from app.core.config import BASE_DIR
from tests.database import unreachable_database

SECRET_KEY = "Zm9vYmFyYmF6cXV4-0123456789-abcdef"
START_SECONDS = 20


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def environment(**variables: str) -> dict[str, str]:
    return os.environ | {"SECRET_KEY": SECRET_KEY, "APP_ENV": "test", "LOG_LEVEL": "info"} | variables


@contextmanager
def service(**variables: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn"],
        cwd=BASE_DIR,
        env=environment(**variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for(address: str) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            urlopen(address, timeout=1).close()
        except (URLError, OSError):
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(address)


def failed_start(**variables: str) -> str:
    """What a start that fails says on stderr; its exit code is checked."""
    command = [sys.executable, "-m", "gunicorn"]
    result = subprocess.run(
        command, cwd=BASE_DIR, env=environment(**variables), capture_output=True, text=True, timeout=60, check=False
    )
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1, result.stderr
    return result.stderr


def test_it_logs_json_and_ends_cleanly(database_url: str) -> None:
    port = free_port()
    with service(PORT=str(port), DATABASE_URL=database_url) as process:
        wait_for(f"http://127.0.0.1:{port}/readyz")
        body = json.dumps({"email": "ada@example.com", "password": "a secret password"}).encode()
        headers = {"Content-Type": "application/json", "X-Request-ID": "from-the-test"}
        with pytest.raises(URLError):
            urlopen(Request(f"http://127.0.0.1:{port}/api/v1/auth/login", body, headers))
        process.send_signal(signal.SIGTERM)
        output, errors = process.communicate(timeout=20)
    assert process.returncode == 0
    assert errors == ""
    lines = [json.loads(line) for line in output.splitlines()]
    line = next(line for line in lines if line.get("request_id") == "from-the-test")
    assert (line["method"], line["route"], line["status"]) == ("POST", "/api/v1/auth/login", 401)
    assert line.keys() >= {"timestamp", "level", "message", "duration_ms"}
    assert "ada@example.com" not in output
    assert "a secret password" not in output


def test_an_idle_connection_is_closed_when_it_ends(database_url: str) -> None:
    port = free_port()
    with service(PORT=str(port), DATABASE_URL=database_url) as process:
        wait_for(f"http://127.0.0.1:{port}/readyz")
        with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
            connection.request("GET", "/healthz")
            assert connection.getresponse().read() == b'{"status":"ok"}'
            process.send_signal(signal.SIGTERM)
            assert connection.sock.recv(1) == b""
        assert process.wait(timeout=20) == 0


def test_a_taken_port(database_url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert port in failed_start(PORT=port, DATABASE_URL=database_url)


def test_a_database_out_of_reach() -> None:
    assert "DATABASE_URL" in failed_start(PORT=str(free_port()), DATABASE_URL=unreachable_database())


def test_production_without_a_secret(database_url: str) -> None:
    error = failed_start(APP_ENV="production", SECRET_KEY="", DATABASE_URL=database_url)
    assert "SECRET_KEY" in error
