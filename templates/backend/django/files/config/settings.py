"""Django's settings. What differs between machines comes from the environment."""

from datetime import timedelta
from pathlib import Path

import django_stubs_ext

from accounts.rate_limit import check_limit
from config.database import database_settings
from config.environment import Environment

# Lets the admin name the model of a class, as in ModelAdmin[Note].
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent

env = Environment(BASE_DIR / ".env")

APP_ENV = env.choice("APP_ENV", ("development", "test", "production"), "development")
PRODUCTION = APP_ENV == "production"
# Errors are answered as problems everywhere; the log has the traceback.
DEBUG = False
SECRET_KEY = env.secret_key(required=PRODUCTION)

# A container is reached from outside; a developer's machine should not be.
HOST = "0.0.0.0" if PRODUCTION else "127.0.0.1"  # noqa: S104
PORT = env.number("PORT", 8000, maximum=65_535)
ALLOWED_HOSTS = env.commas("ALLOWED_HOSTS", "*")
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES", "127.0.0.1,::1")

ACCESS_TOKEN_TTL = env.number("ACCESS_TOKEN_TTL", 900)
REFRESH_TOKEN_TTL = env.number("REFRESH_TOKEN_TTL", 2_592_000)
AUTH_RATE_LIMIT = check_limit(env.text("AUTH_RATE_LIMIT", "10/minute"))
LOG_LEVEL = env.choice("LOG_LEVEL", ("debug", "info", "warning", "error"), "info")

DATABASES = {"default": database_settings(env.text("DATABASE_URL"), BASE_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "core",
    "accounts",
    "notes",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "corsheaders",
    "ninja",
    "axes",
]

# From the outside in.
MIDDLEWARE = [
    "core.middleware.context.request_context",
    "core.middleware.headers.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware.requests.refused_methods",
    "core.middleware.requests.head_as_get",
    "core.middleware.requests.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
# `/x/` is not `/x`.
APPEND_SLASH = False
# What is larger is answered with 413.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["accounts.hashers.Argon2Hasher"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"}]

# The guard of the admin's sign-in page; the API has a limit of its own.
AXES_ONLY_ADMIN_SITE = True
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
AXES_USERNAME_FORM_FIELD = "username"
AXES_DISABLE_ACCESS_LOG = True
AXES_RESET_ON_SUCCESS = True

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True

STATIC_URL = "/static/"
# Served from the packages they come in: there is no step that collects them.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

CORS_ALLOWED_ORIGINS = env.origins("CORS_ORIGINS")
CORS_ALLOW_CREDENTIALS = True
CORS_ALLOW_METHODS = ["GET", "POST", "PATCH", "DELETE"]
CORS_ALLOW_HEADERS = ["authorization", "content-type", "x-request-id"]
CORS_EXPOSE_HEADERS = ["X-Request-ID", "Retry-After"]

# Only the admin has a session and forms; the API signs in with tokens.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "core.problems.csrf_failed"

SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SILENCED_SYSTEM_CHECKS = [
    "security.W008",  # the proxy that ends TLS redirects: here it would break the probes
    "security.W021",  # to be on the browsers' preload list is for the owner of the domain to decide
]

# One JSON object a line on stdout.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "core.log.JsonFormatter"}},
    "handlers": {"stdout": {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stdout"}},
    "root": {"handlers": ["stdout"], "level": LOG_LEVEL.upper()},
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
        "gunicorn.error": {"handlers": [], "level": LOG_LEVEL.upper(), "propagate": True},
    },
}
