"""Who is asking, and how often."""

from typing import NoReturn

from apiflask import HTTPTokenAuth
from flask import request
from sqlalchemy import Connection, Table, bindparam, select

from app import models
from app.core.database_engine import READ_OPTIONS
from app.core.problems import ProblemError, unauthorized
from app.core.proxies import client_address
from app.core.services import services
from app.extensions import db
from app.models import Role
from app.rows import columns_of
from app.schemas import User

REFRESH_COOKIE = "refresh_token"
READING = frozenset({"GET", "HEAD"})

auth = HTTPTokenAuth(security_scheme_name="bearerAuth")

users: Table = models.Base.metadata.tables[models.User.__tablename__]
USER_BY_ID = select(*columns_of(users, User)).where(users.c.id == bindparam("user_id"))


def find_user(token: str) -> User | None:
    user_id = services().access_tokens.user_id(token)
    if user_id is None:
        return None
    row = connect().execute(USER_BY_ID, {"user_id": user_id}).one_or_none()
    return None if row is None else User.model_validate(row)


def connect() -> Connection:
    """The connection of this request's session, at its first use."""
    options = READ_OPTIONS if request.method in READING else {}
    return db.session.connection(execution_options=options)


def refuse(_status: int) -> NoReturn:
    raise unauthorized()


auth.verify_token(find_user)
auth.error_handler(refuse)


def current_user() -> User:
    """The signed-in user, in an endpoint that requires one."""
    user = auth.current_user
    if not isinstance(user, User):
        raise unauthorized()
    return user


def require_admin() -> None:
    if current_user().role is not Role.ADMIN:
        raise ProblemError(403, "This is for administrators.")


def throttle(account: str | None) -> None:
    """To be called with the account, once the body is known to be valid: a 422 is not a try."""
    address = client_address(request, services().settings.trusted_proxies)
    seconds = services().limiter.wait_seconds(address, account)
    if seconds:
        detail = f"Too many tries. Wait {seconds} seconds."
        raise ProblemError(429, detail, headers={"Retry-After": str(seconds)})
