"""What a list of notes asks the database, without a framework around it: its statements, its rows, and a stopwatch."""

import json
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

FOLDER = Path(__file__).parent
SCHEMA = (FOLDER / "schema.sql").read_text().split(";\n")
FIND_USER = (FOLDER / "find_user.sql").read_text()
LIST_NOTES = (FOLDER / "list_notes.sql").read_text()
ADD_USER = "INSERT INTO bench_users VALUES (?, ?, ?, ?, ?)"
ADD_NOTE = "INSERT INTO bench_notes VALUES (?, ?, ?, ?, ?, ?, ?)"

OWNER = str(uuid4())
START = datetime(2026, 1, 1, tzinfo=UTC)
NOTES = 1_000
WARM_UP = 200
SECONDS = 2


def user() -> tuple[str | None, ...]:
    return OWNER, "bench@example.com", None, "user", START.isoformat()


def notes() -> list[tuple[str | None, ...]]:
    moments = [(START + timedelta(seconds=number)).isoformat() for number in range(NOTES)]
    return [(str(uuid4()), OWNER, f"Note {at}", "A body of some words.", "draft", at, at) for at in moments]


def timed() -> Iterator[None]:
    """Turns until the time is over; then writes what each of them took."""
    for _ in range(WARM_UP):
        yield
    turns, wall, cpu = 0, time.perf_counter(), time.process_time()
    while time.perf_counter() - wall < SECONDS:
        yield
        turns += 1
    times = {"cpuMs": time.process_time() - cpu, "wallMs": time.perf_counter() - wall}
    json.dump({name: seconds * 1000 / turns for name, seconds in times.items()}, sys.stdout)
