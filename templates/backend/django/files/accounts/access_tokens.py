"""Access tokens: short-lived, signed, and stored nowhere."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from django.conf import settings

ALGORITHM = "HS256"
ISSUER = "api"
AUDIENCE = "api"
TOKEN_TYPE = "access"  # noqa: S105
CLAIMS = ["iss", "aud", "sub", "typ", "iat", "exp"]


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
        claims = decode(token)
        return uuid.UUID(claims["sub"]) if claims["typ"] == TOKEN_TYPE else None
    except (jwt.InvalidTokenError, ValueError):
        return None


def decode(token: str) -> dict[str, Any]:
    claims: dict[str, Any] = jwt.decode(
        token, settings.SECRET_KEY, [ALGORITHM], audience=AUDIENCE, issuer=ISSUER, options={"require": CLAIMS}
    )
    return claims
