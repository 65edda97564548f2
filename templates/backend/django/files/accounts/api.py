"""Registration, sign-in, sessions and the user's own account; the list of users for administrators."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from ninja import Body, Query, Router, Status

from accounts import access_tokens, sessions
from accounts.authentication import (
    REFRESH_COOKIE,
    AdminBearer,
    Bearer,
    RefreshCookie,
    TokenRequest,
    UserRequest,
)
from accounts.cookies import clear_refresh_cookie, set_refresh_cookie
from accounts.models import User
from accounts.schemas import (
    AccessToken,
    LoginRequest,
    PasswordChange,
    RegisterRequest,
    UserPage,
    UserUpdate,
)
from accounts.schemas import User as UserOut
from accounts.throttle import throttle
from core.openapi import answers
from core.problems import ProblemError, unauthorized
from core.schemas import PageQuery

auth = Router(tags=["auth"])
users = Router(tags=["users"])


@auth.post("/register", response=answers(UserOut, 400, 409, 415, 422, 429, status=201))
def register_user(request: HttpRequest, body: RegisterRequest) -> Status[User]:
    throttle(request, body.email)
    try:
        with transaction.atomic():
            user = User.objects.create_user(body.email, body.password, display_name=body.display_name)
    except IntegrityError:
        raise ProblemError(409, "This e-mail address has an account already.", slug="email-taken") from None
    return Status(201, user)


@auth.post("/login", response=answers(AccessToken, 400, 401, 415, 422, 429))
def login_user(request: HttpRequest, response: HttpResponse, body: LoginRequest) -> AccessToken:
    throttle(request, body.email)
    user = User.objects.filter(email=body.email).first()
    if user is None:
        # An unknown account takes as long as a known one.
        make_password(body.password)
    if user is None or not user.check_password(body.password):
        raise unauthorized("The e-mail address or the password is wrong.")
    try:
        token = sessions.start(user.pk)
    except IntegrityError:
        raise unauthorized("The account was deleted.") from None
    return signed_in(response, user.pk, token)


@auth.post("/refresh", auth=RefreshCookie(), response=answers(AccessToken, 401, 429))
def refresh_token(request: TokenRequest, response: HttpResponse) -> AccessToken:
    throttle(request, sessions.owner_of(request.auth))
    rotation = sessions.rotate(request.auth)
    if rotation is None:
        raise unauthorized("The session has ended.")
    return signed_in(response, rotation.user_id, rotation.token)


@auth.post("/logout", response=answers(None, status=204))
def logout_user(request: HttpRequest, response: HttpResponse) -> Status[None]:
    token = request.COOKIES.get(REFRESH_COOKIE)
    if token:
        sessions.revoke(token)
    clear_refresh_cookie(response)
    return Status(204, None)


@auth.post("/password", auth=Bearer(), response=answers(None, 400, 401, 403, 415, 422, 429, status=204))
def change_password(request: UserRequest, body: PasswordChange) -> Status[None]:
    user = request.auth
    throttle(request, str(user.pk))
    if not user.check_password(body.current_password):
        raise ProblemError(403, "The current password is wrong.", slug="wrong-password")
    password = make_password(body.new_password)
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(password=password)
        sessions.end_others(user.pk, request.COOKIES.get(REFRESH_COOKIE))
    return Status(204, None)


@auth.get("/me", auth=Bearer(), response=answers(UserOut, 401))
def get_me(request: UserRequest) -> User:
    return request.auth


@auth.patch("/me", auth=Bearer(), response=answers(UserOut, 400, 401, 415, 422))
def update_me(request: UserRequest, body: Body[UserUpdate]) -> User:
    user = request.auth
    if "display_name" in body:
        user.display_name = body["display_name"]
        if not User.objects.filter(pk=user.pk).update(display_name=user.display_name):
            raise unauthorized("The account was deleted.")
    return user


@auth.delete("/me", auth=Bearer(), response=answers(None, 401, status=204))
def delete_me(request: UserRequest, response: HttpResponse) -> Status[None]:
    with transaction.atomic():
        # Locked first: a note that is written meanwhile waits, and then finds nobody to belong to.
        for user in User.objects.select_for_update().filter(pk=request.auth.pk):
            user.delete()
    clear_refresh_cookie(response)
    return Status(204, None)


@users.get("", auth=AdminBearer(), response=answers(UserPage, 401, 403, 422))
def list_users(request: UserRequest, query: Query[PageQuery]) -> dict[str, Any]:  # noqa: ARG001
    return query.page_of(User.objects.order_by("created_at", "id"), UserOut)


def signed_in(response: HttpResponse, user_id: uuid.UUID, token: str) -> AccessToken:
    """The answer to a sign-in: the access token in the body, the refresh token in a cookie."""
    set_refresh_cookie(response, token)
    response.headers["Cache-Control"] = "no-store"
    access_token = access_tokens.issue(user_id)
    return AccessToken(access_token=access_token, token_type="bearer", expires_in=settings.ACCESS_TOKEN_TTL)  # noqa: S106
