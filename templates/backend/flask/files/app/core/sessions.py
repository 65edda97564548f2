"""Sign-in sessions: a chain of refresh tokens, each good for one use."""

import hashlib
import secrets
import uuid
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, Select, delete, select, update

from app.extensions import db
from app.models import RefreshToken, User, utc_now

TOKEN_BYTES = 32


class Rotation(NamedTuple):
    user_id: uuid.UUID
    token: str


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def start_session(user_id: uuid.UUID, ttl: int) -> str:
    """The first token of a new session. What ran out is swept on the way."""
    take_turns(user_id)
    db.session.execute(delete(RefreshToken).where(RefreshToken.user_id == user_id, RefreshToken.expires_at < utc_now()))
    token = add_token(user_id, uuid.uuid4(), ttl)
    db.session.commit()
    return token


def add_token(user_id: uuid.UUID, family: uuid.UUID, ttl: int) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    expires = utc_now() + timedelta(seconds=ttl)
    db.session.add(RefreshToken(token_hash=digest(token), user_id=user_id, family=family, expires_at=expires))
    return token


def owner_of(token: str) -> str | None:
    owner = db.session.scalar(select_owner(token))
    return None if owner is None else str(owner)


def select_owner(token: str) -> Select[uuid.UUID]:
    return select(RefreshToken.user_id).where(RefreshToken.token_hash == digest(token))


def take_turns(user_id: uuid.UUID | ScalarSelect[uuid.UUID]) -> None:
    """Wait for whoever else is changing a user's sessions, until this transaction ends.

    A revocation must find every successor, and no two may lock the same tokens in another order.
    """
    db.session.execute(select(User.id).where(User.id == user_id).with_for_update(key_share=True))


def rotate(token: str, ttl: int) -> Rotation | None:
    """Trade a token for its successor. One that was used before ends its whole session."""
    take_turns(select_owner(token).scalar_subquery())
    claimed = claim(token)
    if claimed is None:
        end_family(token)
        return None
    user_id, family = claimed
    successor = add_token(user_id, family, ttl)
    db.session.commit()
    return Rotation(user_id, successor)


def claim(token: str) -> tuple[uuid.UUID, uuid.UUID] | None:
    """Mark a token as used, in one statement: of several at once, one gets it."""
    result = db.session.execute(
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


def revoke(token: str) -> None:
    """End the session that a token belongs to, whatever state the token is in."""
    take_turns(select_owner(token).scalar_subquery())
    end_family(token)


def end_family(token: str) -> None:
    family = select(RefreshToken.family).where(RefreshToken.token_hash == digest(token)).scalar_subquery()
    end_sessions(RefreshToken.family == family)


def end_other_sessions(user_id: uuid.UUID, kept_token: str | None) -> None:
    """End a user's sessions but the one that the token belongs to."""
    take_turns(user_id)
    kept = select(RefreshToken.family).where(
        RefreshToken.token_hash == digest(kept_token or ""), RefreshToken.user_id == user_id, *still_good()
    )
    end_sessions(RefreshToken.user_id == user_id, RefreshToken.family.not_in(kept))


def end_sessions(*which: ColumnElement[bool]) -> None:
    db.session.execute(
        update(RefreshToken).where(RefreshToken.revoked_at.is_(None), *which).values(revoked_at=utc_now())
    )
    db.session.commit()
