"""What endpoints ask for: the settings, the signed-in user, a limit on tries, a JSON body."""

import json
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import Table, bindparam, select

from app import models
from app.config import Settings
from app.db import ReadingConnectionDep, SessionDep
from app.models import Role
from app.problems import ProblemError, unauthorized
from app.rate_limit import RateLimiter
from app.rows import columns_of
from app.schemas import User
from app.security import AccessTokens, Passwords

REFRESH_COOKIE = "refresh_token"

bearer = HTTPBearer(scheme_name="bearerAuth", bearerFormat="JWT", auto_error=False)
refresh_cookie = APIKeyCookie(name=REFRESH_COOKIE, scheme_name="refreshCookie", auto_error=False)

BearerDep = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]
RefreshTokenDep = Annotated[str | None, Depends(refresh_cookie)]
Throttle = Callable[[str | None], Awaitable[None]]


@dataclass(frozen=True)
class Services:
    """What lives as long as the application."""

    settings: Settings
    access_tokens: AccessTokens
    passwords: Passwords
    limiter: RateLimiter


def get_services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


async def services_of(request: Request) -> Services:
    return get_services(request)


ServicesDep = Annotated[Services, Depends(services_of)]


USER_BY_ID = select(models.User).where(models.User.id == bindparam("user_id"))
users: Table = models.Base.metadata.tables[models.User.__tablename__]
READER_BY_ID = select(*columns_of(users, User)).where(users.c.id == bindparam("user_id"))


async def get_current_user(request: Request, credentials: BearerDep, session: SessionDep) -> models.User:
    user: models.User | None = await session.scalar(USER_BY_ID, {"user_id": user_id_of(request, credentials)})
    if user is None:
        raise unauthorized()
    return user


async def get_reader(request: Request, credentials: BearerDep, connection: ReadingConnectionDep) -> User:
    row = (await connection.execute(READER_BY_ID, {"user_id": user_id_of(request, credentials)})).one_or_none()
    if row is None:
        raise unauthorized()
    return User.model_validate(row)


def user_id_of(request: Request, credentials: HTTPAuthorizationCredentials | None) -> uuid.UUID:
    tokens = get_services(request).access_tokens
    user_id = tokens.user_id(credentials.credentials) if credentials else None
    if user_id is None:
        raise unauthorized()
    return user_id


# The signed-in user: an object to change, or what the API shows of it, for an endpoint that only reads.
CurrentUser = Annotated[models.User, Depends(get_current_user)]
Reader = Annotated[User, Depends(get_reader)]


async def require_admin(user: Reader) -> None:
    if user.role is not Role.ADMIN:
        raise ProblemError(403, "This is for administrators.")


async def get_throttle(request: Request, services: ServicesDep) -> Throttle:
    """To be called with the account, once the body is known to be valid: a 422 is not a try."""
    address = request.client.host if request.client else "unknown"

    async def throttle(account: str | None) -> None:
        seconds = await services.limiter.wait_seconds(address, account)
        if seconds:
            detail = f"Too many tries. Wait {seconds} seconds."
            raise ProblemError(429, detail, headers={"Retry-After": str(seconds)})

    return throttle


ThrottleDep = Annotated[Throttle, Depends(get_throttle)]


async def require_json(request: Request) -> None:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await request.body()
    if media_type != "application/json" and body:
        raise ProblemError(415, "Send the body as application/json.")
    # Python's parser takes these, RFC 8259 has no such numbers. Within a text the words are fine.
    if b"NaN" in body or b"Infinity" in body:
        json.loads(body, parse_constant=refuse_constant)


def refuse_constant(_: str) -> None:
    raise ProblemError(400, "The body is not valid JSON.", slug="malformed-json")


JsonBody = Depends(require_json)
