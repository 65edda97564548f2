"""Sign-in sessions: a chain of refresh tokens, each good for one use."""

import hashlib
import secrets
import uuid
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, Select, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import RefreshToken, User, utc_now

TOKEN_BYTES = 32


class Rotation(NamedTuple):
    user_id: uuid.UUID
    token: str


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def start_session(session: AsyncSession, user_id: uuid.UUID, ttl: int) -> str:
    """The first token of a new session. What ran out is swept on the way."""
    await take_turns(session, user_id)
    await session.execute(
        delete(RefreshToken).where(RefreshToken.user_id == user_id, RefreshToken.expires_at < utc_now())
    )
    token = add_token(session, user_id, uuid.uuid4(), ttl)
    await session.commit()
    return token


def add_token(session: AsyncSession, user_id: uuid.UUID, family: uuid.UUID, ttl: int) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    expires = utc_now() + timedelta(seconds=ttl)
    session.add(RefreshToken(token_hash=digest(token), user_id=user_id, family=family, expires_at=expires))
    return token


async def owner_of(session: AsyncSession, token: str) -> str | None:
    owner = await session.scalar(select_owner(token))
    return None if owner is None else str(owner)


def select_owner(token: str) -> Select[uuid.UUID]:
    return select(RefreshToken.user_id).where(RefreshToken.token_hash == digest(token))


async def take_turns(session: AsyncSession, user_id: uuid.UUID | ScalarSelect[uuid.UUID]) -> None:
    """Wait for whoever else is changing a user's sessions, until this transaction ends.

    A revocation must find every successor, and no two may lock the same tokens in another order.
    """
    await session.execute(select(User.id).where(User.id == user_id).with_for_update(key_share=True))


async def rotate(session: AsyncSession, token: str, ttl: int) -> Rotation | None:
    """Trade a token for its successor. One that was used before ends its whole session."""
    await take_turns(session, select_owner(token).scalar_subquery())
    claimed = await claim(session, token)
    if claimed is None:
        await end_family(session, token)
        return None
    user_id, family = claimed
    successor = add_token(session, user_id, family, ttl)
    await session.commit()
    return Rotation(user_id, successor)


async def claim(session: AsyncSession, token: str) -> tuple[uuid.UUID, uuid.UUID] | None:
    """Mark a token as used, in one statement: of several at once, one gets it."""
    result = await session.execute(
        update(RefreshToken)
        .where(RefreshToken.token_hash == digest(token), *still_good())
        .values(used_at=utc_now())
        .returning(RefreshToken.user_id, RefreshToken.family)
    )
    row = result.one_or_none()
    return None if row is None else (row.user_id, row.family)


def still_good() -> tuple[ColumnElement[bool], ...]:
    return (
        RefreshToken.used_at.is_(None),
        RefreshToken.revoked_at.is_(None),
        RefreshToken.expires_at > utc_now(),
    )


async def revoke(session: AsyncSession, token: str) -> None:
    """End the session that a token belongs to, whatever state the token is in."""
    await take_turns(session, select_owner(token).scalar_subquery())
    await end_family(session, token)


async def end_family(session: AsyncSession, token: str) -> None:
    family = select(RefreshToken.family).where(RefreshToken.token_hash == digest(token)).scalar_subquery()
    await end_sessions(session, RefreshToken.family == family)


async def end_other_sessions(session: AsyncSession, user_id: uuid.UUID, kept_token: str | None) -> None:
    """End a user's sessions but the one that the token belongs to."""
    await take_turns(session, user_id)
    kept = select(RefreshToken.family).where(
        RefreshToken.token_hash == digest(kept_token or ""), RefreshToken.user_id == user_id, *still_good()
    )
    await end_sessions(session, RefreshToken.user_id == user_id, RefreshToken.family.not_in(kept))


async def end_sessions(session: AsyncSession, *which: ColumnElement[bool]) -> None:
    await session.execute(
        update(RefreshToken).where(RefreshToken.revoked_at.is_(None), *which).values(revoked_at=utc_now())
    )
    await session.commit()
