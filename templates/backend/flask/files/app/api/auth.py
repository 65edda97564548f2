"""Registration, sign-in, sessions and the user's own account."""

import uuid

from apiflask import APIBlueprint
from flask import Response, jsonify, request
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from app import models
from app.core import sessions
from app.core.auth import REFRESH_COOKIE, auth, current_user, throttle
from app.core.db import db
from app.core.openapi import answers
from app.core.problems import ProblemError, unauthorized
from app.core.services import services
from app.schemas import AccessToken, LoginRequest, PasswordChange, RegisterRequest, User, UserUpdate

COOKIE_PATH = "/api/v1/auth"

bp = APIBlueprint("auth", __name__, url_prefix="/api/v1/auth", tag="auth")


@bp.post("/register")
@bp.input(RegisterRequest, arg_name="body")
@bp.output(User, status_code=201)
@bp.doc(operation_id="registerUser", responses=answers(400, 409, 415, 422, 429))
def register_user(body: RegisterRequest) -> User:
    throttle(body.email)
    password_hash = services().passwords.hash(body.password)
    user = models.User(email=body.email, password_hash=password_hash, display_name=body.display_name)
    db.session.add(user)
    try:
        db.session.commit()
    except IntegrityError:
        raise ProblemError(409, "This e-mail address has an account already.", slug="email-taken") from None
    return User.model_validate(user)


@bp.post("/login")
@bp.input(LoginRequest, arg_name="body")
@bp.output(AccessToken)
@bp.doc(operation_id="loginUser", responses=answers(400, 401, 415, 422, 429))
def login_user(body: LoginRequest) -> Response:
    throttle(body.email)
    passwords = services().passwords
    user = db.session.scalar(select(models.User).where(models.User.email == body.email))
    matches = passwords.verify(user.password_hash if user else None, body.password)
    if user is None or not matches:
        raise unauthorized("The e-mail address or the password is wrong.")
    if passwords.is_outdated(user.password_hash):
        user.password_hash = passwords.hash(body.password)
    try:
        token = sessions.start_session(user.id, services().settings.refresh_token_ttl)
    except (IntegrityError, StaleDataError):
        raise unauthorized("The account was deleted.") from None
    return signed_in(user.id, token)


@bp.post("/refresh")
@bp.output(AccessToken)
@bp.doc(operation_id="refreshToken", responses=answers(401, 429), security="refreshCookie")
def refresh_token() -> Response:
    token = request.cookies.get(REFRESH_COOKIE)
    throttle(sessions.owner_of(token) if token else None)
    rotation = sessions.rotate(token, services().settings.refresh_token_ttl) if token else None
    if rotation is None:
        raise unauthorized("The session has ended.")
    return signed_in(rotation.user_id, rotation.token)


@bp.post("/logout")
@bp.doc(operation_id="logoutUser", responses=answers(204))
def logout_user() -> Response:
    token = request.cookies.get(REFRESH_COOKIE)
    if token:
        sessions.revoke(token)
    return signed_out()


@bp.post("/password")
@bp.auth_required(auth)
@bp.input(PasswordChange, arg_name="body")
@bp.doc(operation_id="changePassword", responses=answers(204, 400, 401, 403, 415, 422, 429))
def change_password(body: PasswordChange) -> tuple[str, int]:
    user_id = current_user().id
    throttle(str(user_id))
    passwords = services().passwords
    password_hash = db.session.scalar(select(models.User.password_hash).where(models.User.id == user_id))
    if not passwords.verify(password_hash, body.current_password):
        raise ProblemError(403, "The current password is wrong.", slug="wrong-password")
    new_hash = passwords.hash(body.new_password)
    db.session.execute(update(models.User).where(models.User.id == user_id).values(password_hash=new_hash))
    sessions.end_other_sessions(user_id, request.cookies.get(REFRESH_COOKIE))
    return "", 204


@bp.get("/me")
@bp.auth_required(auth)
@bp.output(User)
@bp.doc(operation_id="getMe", responses=answers(401))
def get_me() -> User:
    return current_user()


@bp.patch("/me")
@bp.auth_required(auth)
@bp.input(UserUpdate, arg_name="body")
@bp.output(User)
@bp.doc(operation_id="updateMe", responses=answers(400, 401, 415, 422))
def update_me(body: UserUpdate) -> User:
    user = db.session.get(models.User, current_user().id)
    if user is None:
        raise unauthorized("The account was deleted.")
    if "display_name" in body.model_fields_set:
        user.display_name = body.display_name
    try:
        db.session.commit()
    except StaleDataError:
        raise unauthorized("The account was deleted.") from None
    return User.model_validate(user)


@bp.delete("/me")
@bp.auth_required(auth)
@bp.doc(operation_id="deleteMe", responses=answers(204, 401))
def delete_me() -> Response:
    # The database takes the notes and the sessions along.
    db.session.execute(delete(models.User).where(models.User.id == current_user().id))
    db.session.commit()
    return signed_out()


def signed_in(user_id: uuid.UUID, token: str) -> Response:
    """The answer to a sign-in: the access token in the body, the refresh token in a cookie."""
    tokens, settings = services().access_tokens, services().settings
    access_token = AccessToken(access_token=tokens.issue(user_id), token_type="bearer", expires_in=tokens.ttl)  # noqa: S106
    response = jsonify(access_token)
    response.headers["Cache-Control"] = "no-store"
    response.set_cookie(
        REFRESH_COOKIE,
        token,
        max_age=settings.refresh_token_ttl,
        path=COOKIE_PATH,
        secure=settings.production,
        httponly=True,
        samesite="Strict",
    )
    return response


def signed_out() -> Response:
    response = Response(status=204)
    secure = services().settings.production
    response.delete_cookie(REFRESH_COOKIE, path=COOKIE_PATH, secure=secure, httponly=True, samesite="Strict")
    return response
