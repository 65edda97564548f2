"""Sign-in sessions: a chain of refresh tokens, each good for one use."""

import hashlib
import secrets
import uuid
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import RefreshToken, User

TOKEN_BYTES = 32


class Rotation(NamedTuple):
    user_id: uuid.UUID
    token: str


def digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


@transaction.atomic
def start(user_id: uuid.UUID) -> str:
    """The first token of a new session. What ran out is swept on the way."""
    take_turns(User.objects.filter(pk=user_id))
    RefreshToken.objects.filter(user_id=user_id, expires_at__lt=timezone.now()).delete()
    return add_token(user_id, uuid.uuid4())


def add_token(user_id: uuid.UUID, family: uuid.UUID) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    expires_at = timezone.now() + timedelta(seconds=settings.REFRESH_TOKEN_TTL)
    RefreshToken.objects.create(token_hash=digest(token), user_id=user_id, family=family, expires_at=expires_at)
    return token


def owner_of(token: str) -> str | None:
    owner = RefreshToken.objects.filter(token_hash=digest(token)).values_list("user_id", flat=True).first()
    return None if owner is None else str(owner)


def take_turns(user: QuerySet[User]) -> None:
    """Wait for whoever else is changing a user's sessions, until this transaction ends.

    A revocation must find every successor, and no two may lock the same tokens in another order.
    """
    user.select_for_update(no_key=True).values_list("pk").first()


def owner(token: str) -> QuerySet[User]:
    return User.objects.filter(pk__in=RefreshToken.objects.filter(token_hash=digest(token)).values("user"))


@transaction.atomic
def rotate(token: str) -> Rotation | None:
    """Trade a token for its successor. One that was used before ends its whole session."""
    take_turns(owner(token))
    claimed = claim(token)
    if claimed is None:
        end_family(token)
        return None
    return Rotation(claimed.user_id, add_token(claimed.user_id, claimed.family))


def claim(token: str) -> RefreshToken | None:
    """Mark a token as used, in one statement: of several at once, one gets it."""
    now = timezone.now()
    of_token = RefreshToken.objects.filter(token_hash=digest(token))
    return of_token.get() if of_token.good(now).update(used_at=now) else None


@transaction.atomic
def revoke(token: str) -> None:
    """End the session that a token belongs to, whatever state the token is in."""
    take_turns(owner(token))
    end_family(token)


def end_family(token: str) -> None:
    end(RefreshToken.objects.filter(family__in=RefreshToken.objects.filter(token_hash=digest(token)).values("family")))


@transaction.atomic
def end_others(user_id: uuid.UUID, kept_token: str | None) -> None:
    """End a user's sessions but the one that the token belongs to."""
    take_turns(User.objects.filter(pk=user_id))
    own = RefreshToken.objects.filter(user_id=user_id)
    kept = own.good(timezone.now()).filter(token_hash=digest(kept_token or ""))
    end(own.exclude(family__in=kept.values("family")))


def end(tokens: QuerySet[RefreshToken]) -> None:
    tokens.filter(revoked_at=None).update(revoked_at=timezone.now())
