"""The database of the tests: a file that lives as long as they do."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def temporary_database() -> Iterator[str]:
    with TemporaryDirectory() as directory:
        yield f"sqlite:///{Path(directory) / 'test.db'}"


def unreachable_database() -> str:
    return "sqlite:////nowhere/at/all.db"
