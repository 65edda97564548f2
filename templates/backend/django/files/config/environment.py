"""The environment, and `.env` beside `manage.py`: whatever is wrong in it is named in one line."""

import re
import secrets
from collections.abc import Sequence
from ipaddress import ip_network
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from environ import Env

SECRET_KEY_LENGTH = 32
DISTINCT_CHARACTERS = 8
# Seconds: a hundred years.
LONGEST = 3_153_600_000
EXAMPLE_SECRETS = ("change", "example", "secret", "insecure", "replace", "placeholder", "your-key")


class Environment:
    """What is set in the process wins over the file; an empty value counts as none."""

    def __init__(self, file: Path) -> None:
        if file.is_file():
            Env.read_env(str(file))

    def text(self, name: str, default: str = "") -> str:
        return str(Env.ENVIRON.get(name, "")).strip() or default

    def choice(self, name: str, choices: Sequence[str], default: str) -> str:
        value = self.text(name, default).lower()
        if value not in choices:
            raise ImproperlyConfigured(f"{name}: choose one of {', '.join(choices)}")
        return value

    def number(self, name: str, default: int, maximum: int = LONGEST) -> int:
        value = self.text(name, str(default))
        number = int(value) if re.fullmatch(r"[0-9]{1,10}", value) else 0
        if not 1 <= number <= maximum:
            raise ImproperlyConfigured(f"{name}: write a whole number from 1 to {maximum}")
        return number

    def commas(self, name: str, default: str = "") -> list[str]:
        return [item.strip() for item in self.text(name, default).split(",") if item.strip()]

    def networks(self, name: str, default: str) -> list[str]:
        networks = self.commas(name, default)
        try:
            return [str(ip_network(one)) for one in networks]
        except ValueError as error:
            raise ImproperlyConfigured(f"{name}: {error}") from None

    def origins(self, name: str) -> list[str]:
        origins = [origin.rstrip("/") for origin in self.commas(name)]
        if any("://" not in origin for origin in origins):
            raise ImproperlyConfigured(f"{name}: name each origin with its scheme, as in https://app.example.com")
        return origins

    def secret_key(self, *, required: bool) -> str:
        """The key; where none is needed and none is set, one that lasts as long as the process."""
        value = self.text("SECRET_KEY")
        if value or required:
            check_secret(value)
        return value or secrets.token_urlsafe(48)


def check_secret(value: str) -> None:
    if not value:
        raise ImproperlyConfigured("SECRET_KEY is missing: set a random value of at least 32 characters")
    if len(value) < SECRET_KEY_LENGTH:
        raise ImproperlyConfigured("SECRET_KEY is too short: it takes at least 32 characters")
    if looks_like_an_example(value):
        raise ImproperlyConfigured("SECRET_KEY is an example value: set a random one")


def looks_like_an_example(value: str) -> bool:
    if len(set(value)) < DISTINCT_CHARACTERS:
        return True
    return any(word in value.lower() for word in EXAMPLE_SECRETS)
