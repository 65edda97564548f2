"""Who sends a request: the signed-in user, or the session that a cookie belongs to."""

from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from accounts import access_tokens
from accounts.models import Role, User
from core.problems import ProblemError

REFRESH_COOKIE = "refresh_token"


class UserRequest(HttpRequest):
    """What an endpoint gets behind `Bearer`."""

    auth: User


class TokenRequest(HttpRequest):
    """What an endpoint gets behind `RefreshCookie`."""

    auth: str


class Bearer(HttpBearer):
    scheme_name = "bearerAuth"
    openapi_bearerFormat = "JWT"  # noqa: N815

    def authenticate(self, request: HttpRequest, token: str) -> User | None:  # noqa: ARG002
        user_id = access_tokens.user_id(token)
        if user_id is None:
            return None
        try:
            return User.objects.get(pk=user_id)
        except User.DoesNotExist:
            return None


class AdminBearer(Bearer):
    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        user = super().authenticate(request, token)
        if user and user.role != Role.ADMIN:
            raise ProblemError(403, "This is for administrators.")
        return user


class RefreshCookie(APIKeyCookie):
    scheme_name = "refreshCookie"
    param_name = REFRESH_COOKIE

    def __init__(self) -> None:
        # The cookie is SameSite=Strict: no other site's form can send it.
        super().__init__(csrf=False)

    def authenticate(self, request: HttpRequest, key: str | None) -> str | None:  # noqa: ARG002
        return key
