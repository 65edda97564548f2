"""The cookie that holds the refresh token."""

from typing import Final

from django.conf import settings
from django.http import HttpResponse

from accounts.authentication import REFRESH_COOKIE

PATH = "/api/v1/auth"
SAME_SITE: Final = "Strict"


def set_refresh_cookie(response: HttpResponse, token: str) -> None:
    response.set_cookie(
        REFRESH_COOKIE,
        token,
        max_age=settings.REFRESH_TOKEN_TTL,
        path=PATH,
        secure=settings.PRODUCTION,
        httponly=True,
        samesite=SAME_SITE,
    )


def clear_refresh_cookie(response: HttpResponse) -> None:
    response.set_cookie(
        REFRESH_COOKIE, "", max_age=0, path=PATH, secure=settings.PRODUCTION, httponly=True, samesite=SAME_SITE
    )
