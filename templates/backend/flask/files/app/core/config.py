"""The settings: read from the environment, then from `.env` in the directory of the service."""

import secrets
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import (
    BeforeValidator,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.core.database_engine import DEFAULT_URL, check_url
from app.core.rate_limit import check_limit

BASE_DIR = Path(__file__).resolve().parents[2]
SECRET_KEY_LENGTH = 32
EXAMPLE_SECRETS = ("change", "example", "secret", "insecure", "replace", "placeholder", "your-key")
DISTINCT_CHARACTERS = 8


class Environment(StrEnum):
    DEVELOPMENT = "development"
    TEST = "test"
    PRODUCTION = "production"


def split_commas(value: object) -> object:
    if not isinstance(value, str):
        return value
    return [item.strip() for item in value.split(",") if item.strip()]


def lower(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


CommaList = Annotated[list[str], NoDecode, BeforeValidator(split_commas)]
LogLevel = Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(lower)]


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=BASE_DIR / ".env", extra="ignore", hide_input_in_errors=True)

    app_env: Annotated[Environment, BeforeValidator(lower)] = Environment.DEVELOPMENT
    port: Annotated[int, Field(ge=1, le=65535)] = 8000
    database_url: str = DEFAULT_URL
    secret_key: str = ""
    allowed_hosts: CommaList = []
    cors_origins: CommaList = []
    trusted_proxies: CommaList = ["127.0.0.1", "::1"]
    access_token_ttl: Annotated[int, Field(ge=1)] = 900
    refresh_token_ttl: Annotated[int, Field(ge=1)] = 2_592_000
    auth_rate_limit: str = "10/minute"
    log_level: LogLevel = "info"

    @property
    def production(self) -> bool:
        return self.app_env is Environment.PRODUCTION

    @property
    def host(self) -> str:
        # A container is reached from outside; a developer's machine should not be.
        return "0.0.0.0" if self.production else "127.0.0.1"  # noqa: S104

    @field_validator("*", mode="before")
    @classmethod
    def default_for_empty(cls, value: object, field: ValidationInfo) -> object:
        return cls.model_fields[field.field_name or ""].default if value == "" else value

    @field_validator("database_url")
    @classmethod
    def usable_database(cls, value: str) -> str:
        return check_url(value)

    @field_validator("auth_rate_limit")
    @classmethod
    def readable_limit(cls, value: str) -> str:
        return check_limit(value)

    @field_validator("cors_origins")
    @classmethod
    def named_origins(cls, value: list[str]) -> list[str]:
        if any("://" not in origin for origin in value):
            raise ValueError("name each origin with its scheme, as in https://app.example.com")
        return [origin.rstrip("/") for origin in value]

    @model_validator(mode="after")
    def strong_secret(self) -> Self:
        if self.production or self.secret_key:
            check_secret(self.secret_key)
        return self


def check_secret(value: str) -> None:
    if not value:
        raise ValueError("SECRET_KEY is missing: set a random value of at least 32 characters")
    if len(value) < SECRET_KEY_LENGTH:
        raise ValueError("SECRET_KEY is too short: it takes at least 32 characters")
    if looks_like_an_example(value):
        raise ValueError("SECRET_KEY is an example value: set a random one")


def looks_like_an_example(value: str) -> bool:
    if len(set(value)) < DISTINCT_CHARACTERS:
        return True
    return any(word in value.lower() for word in EXAMPLE_SECRETS)


def load_settings() -> Settings:
    """The settings, or an exit with one line that says which variable to mend."""
    try:
        settings = Settings()
    except ValidationError as error:
        raise SystemExit(f"error: {'; '.join(describe(error))}") from None
    if settings.secret_key:
        return settings
    return settings.model_copy(update={"secret_key": secrets.token_urlsafe(48)})


def describe(error: ValidationError) -> list[str]:
    return [describe_one(item["loc"], item["msg"]) for item in error.errors()]


def describe_one(location: tuple[int | str, ...], message: str) -> str:
    text = message.removeprefix("Value error, ")
    return f"{str(location[0]).upper()}: {text}" if location else text
