"""A bad environment is refused in one line that names the variable."""

import pytest

from app.core.config import Settings, load_settings

GOOD_KEY = "Zm9vYmFyYmF6cXV4-0123456789-abcdef"


@pytest.fixture
def environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """No variable but those that a test sets."""
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    return monkeypatch


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PORT", "http"),
        ("PORT", "70000"),
        ("APP_ENV", "staging"),
        ("LOG_LEVEL", "loud"),
        ("DATABASE_URL", "mysql://localhost/x"),
        ("DATABASE_URL", "nonsense"),
        ("ACCESS_TOKEN_TTL", "0"),
        ("AUTH_RATE_LIMIT", "often"),
        ("CORS_ORIGINS", "*"),
        ("SECRET_KEY", "short"),
    ],
)
def test_a_bad_value_is_named(environment: pytest.MonkeyPatch, variable: str, value: str) -> None:
    environment.setenv(variable, value)
    with pytest.raises(SystemExit) as error:
        load_settings()
    message = str(error.value)
    assert message.startswith("error: ")
    assert variable in message
    assert "\n" not in message


@pytest.mark.parametrize("key", ["", "short", "a" * 40, "change-me-change-me-change-me-please"])
def test_production_wants_a_secret(environment: pytest.MonkeyPatch, key: str) -> None:
    environment.setenv("APP_ENV", "production")
    environment.setenv("SECRET_KEY", key)
    with pytest.raises(SystemExit, match="SECRET_KEY"):
        load_settings()
    environment.setenv("SECRET_KEY", GOOD_KEY)
    assert load_settings().host == "0.0.0.0"  # noqa: S104


def test_development_makes_one_up(environment: pytest.MonkeyPatch) -> None:
    environment.delenv("APP_ENV", raising=False)
    first, second = load_settings(), load_settings()
    assert len(first.secret_key) >= 32
    assert first.secret_key != second.secret_key
    assert first.host == "127.0.0.1"


def test_lists_are_split_at_commas(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("CORS_ORIGINS", "https://a.test/, https://b.test")
    environment.setenv("ALLOWED_HOSTS", "a.test,, b.test")
    settings = load_settings()
    assert settings.cors_origins == ["https://a.test", "https://b.test"]
    assert settings.allowed_hosts == ["a.test", "b.test"]
