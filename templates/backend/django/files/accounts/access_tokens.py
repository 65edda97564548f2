"""Access tokens: short-lived, signed, and stored nowhere."""

import time
import uuid
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import jwt
from django.conf import settings

ALGORITHM = "HS256"
ISSUER = "api"
AUDIENCE = "api"
TOKEN_TYPE = "access"  # noqa: S105
CLAIMS = ["iss", "aud", "sub", "typ", "iat", "exp"]
VERIFIED_TOKENS = 1024


def issue(user_id: uuid.UUID) -> str:
    now = datetime.now(UTC)
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": str(user_id),
        "typ": TOKEN_TYPE,
        "iat": now,
        "exp": now + timedelta(seconds=settings.ACCESS_TOKEN_TTL),
    }
    return jwt.encode(claims, settings.SECRET_KEY, ALGORITHM)


def user_id(token: str) -> uuid.UUID | None:
    """Whom the token was issued to, or None where it is not one of ours or has run out."""
    try:
        found, expires = verified(token)
    except (jwt.InvalidTokenError, ValueError):
        return None
    return found if time.time() < expires else None


# A page sends the same token with each request: a signature that was found right stays right.
@lru_cache(VERIFIED_TOKENS)
def verified(token: str) -> tuple[uuid.UUID, int]:
    claims = jwt.decode(
        token, settings.SECRET_KEY, [ALGORITHM], audience=AUDIENCE, issuer=ISSUER, options={"require": CLAIMS}
    )
    if claims["typ"] != TOKEN_TYPE:
        raise jwt.InvalidTokenError
    return uuid.UUID(claims["sub"]), int(claims["exp"])
