"""Registration, sign-in, sessions and the user's own account."""

import uuid

from fastapi import APIRouter, Request, Response
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from app import models, sessions
from app.config import Settings
from app.db import SessionDep
from app.dependencies import (
    REFRESH_COOKIE,
    CurrentUser,
    JsonBody,
    Reader,
    RefreshTokenDep,
    Services,
    ServicesDep,
    ThrottleDep,
)
from app.openapi import problems
from app.problems import ProblemError, unauthorized
from app.schemas import AccessToken, LoginRequest, PasswordChange, RegisterRequest, User, UserUpdate

COOKIE_PATH = "/api/v1/auth"

router = APIRouter(prefix="/api/v1/auth", tags=["auth"])


@router.post("/register", status_code=201, responses=problems(400, 409, 415, 422, 429), dependencies=[JsonBody])
async def register_user(
    body: RegisterRequest, session: SessionDep, services: ServicesDep, throttle: ThrottleDep
) -> User:
    await throttle(body.email)
    user = models.User(
        email=body.email,
        password_hash=await services.passwords.hash(body.password),
        display_name=body.display_name,
    )
    session.add(user)
    try:
        await session.commit()
    except IntegrityError:
        raise ProblemError(409, "This e-mail address has an account already.", slug="email-taken") from None
    return User.model_validate(user)


@router.post("/login", responses=problems(400, 401, 415, 422, 429), dependencies=[JsonBody])
async def login_user(
    body: LoginRequest, response: Response, session: SessionDep, services: ServicesDep, throttle: ThrottleDep
) -> AccessToken:
    await throttle(body.email)
    user = await session.scalar(select(models.User).where(models.User.email == body.email))
    matches = await services.passwords.verify(user.password_hash if user else None, body.password)
    if user is None or not matches:
        raise unauthorized("The e-mail address or the password is wrong.")
    if services.passwords.is_outdated(user.password_hash):
        user.password_hash = await services.passwords.hash(body.password)
    try:
        token = await sessions.start_session(session, user.id, services.settings.refresh_token_ttl)
    except (IntegrityError, StaleDataError):
        raise unauthorized("The account was deleted.") from None
    return signed_in(response, services, user.id, token)


@router.post("/refresh", responses=problems(401, 429))
async def refresh_token(
    token: RefreshTokenDep, response: Response, session: SessionDep, services: ServicesDep, throttle: ThrottleDep
) -> AccessToken:
    await throttle(await sessions.owner_of(session, token) if token else None)
    rotation = await sessions.rotate(session, token, services.settings.refresh_token_ttl) if token else None
    if rotation is None:
        raise unauthorized("The session has ended.")
    return signed_in(response, services, rotation.user_id, rotation.token)


@router.post("/logout", status_code=204)
async def logout_user(request: Request, response: Response, session: SessionDep, services: ServicesDep) -> None:
    token = request.cookies.get(REFRESH_COOKIE)
    if token:
        await sessions.revoke(session, token)
    clear_refresh_cookie(response, services.settings)


@router.post("/password", status_code=204, responses=problems(400, 401, 403, 415, 422, 429), dependencies=[JsonBody])
async def change_password(
    body: PasswordChange,
    request: Request,
    user: CurrentUser,
    session: SessionDep,
    services: ServicesDep,
    throttle: ThrottleDep,
) -> None:
    await throttle(str(user.id))
    if not await services.passwords.verify(user.password_hash, body.current_password):
        raise ProblemError(403, "The current password is wrong.", slug="wrong-password")
    password_hash = await services.passwords.hash(body.new_password)
    await session.execute(update(models.User).where(models.User.id == user.id).values(password_hash=password_hash))
    await sessions.end_other_sessions(session, user.id, request.cookies.get(REFRESH_COOKIE))


@router.get("/me", responses=problems(401))
async def get_me(user: Reader) -> User:
    return user


@router.patch("/me", responses=problems(400, 401, 415, 422), dependencies=[JsonBody])
async def update_me(body: UserUpdate, user: CurrentUser, session: SessionDep) -> User:
    if "display_name" in body:
        user.display_name = body["display_name"]
    try:
        await session.commit()
    except StaleDataError:
        raise unauthorized("The account was deleted.") from None
    return User.model_validate(user)


@router.delete("/me", status_code=204, responses=problems(401))
async def delete_me(user: CurrentUser, response: Response, session: SessionDep, services: ServicesDep) -> None:
    # The database takes the notes and the sessions along.
    await session.execute(delete(models.User).where(models.User.id == user.id))
    await session.commit()
    clear_refresh_cookie(response, services.settings)


def signed_in(response: Response, services: Services, user_id: uuid.UUID, token: str) -> AccessToken:
    """The answer to a sign-in: the access token in the body, the refresh token in a cookie."""
    set_refresh_cookie(response, services.settings, token)
    response.headers["Cache-Control"] = "no-store"
    access_token = services.access_tokens.issue(user_id)
    return AccessToken(access_token=access_token, token_type="bearer", expires_in=services.access_tokens.ttl)  # noqa: S106


def set_refresh_cookie(response: Response, settings: Settings, token: str) -> None:
    response.set_cookie(
        REFRESH_COOKIE,
        token,
        max_age=settings.refresh_token_ttl,
        path=COOKIE_PATH,
        secure=settings.production,
        httponly=True,
        samesite="strict",
    )


def clear_refresh_cookie(response: Response, settings: Settings) -> None:
    response.delete_cookie(
        REFRESH_COOKIE, path=COOKIE_PATH, secure=settings.production, httponly=True, samesite="strict"
    )
