"""Django's middleware around sessions, for the requests that have one: those of the admin site."""

from typing import Any

from django.contrib.auth import middleware as auth
from django.contrib.messages import middleware as messages
from django.contrib.sessions import middleware as sessions
from django.http import HttpRequest

ADMIN_PATH = "/admin/"


class AdminOnly:
    """The API signs in with tokens: its requests pass by."""

    get_response: Any

    def __call__(self, request: HttpRequest) -> Any:
        if request.path.startswith(ADMIN_PATH):
            return super().__call__(request)  # type: ignore[misc]
        return self.get_response(request)


class SessionMiddleware(AdminOnly, sessions.SessionMiddleware):
    pass


class AuthenticationMiddleware(AdminOnly, auth.AuthenticationMiddleware):
    pass


class MessageMiddleware(AdminOnly, messages.MessageMiddleware):
    pass
