"""Passwords and access tokens."""

import secrets
import uuid
from datetime import UTC, datetime, timedelta
from threading import BoundedSemaphore

import jwt
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

ALGORITHM = "HS256"
ISSUER = "api"
AUDIENCE = "api"
TOKEN_TYPE = "access"  # noqa: S105
CLAIMS = ["iss", "aud", "sub", "typ", "iat", "exp"]
# Each hash takes 19 MiB and a core for its time (OWASP's parameters for argon2id).
HASHES_AT_ONCE = 4


class Passwords:
    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
        self._turns = BoundedSemaphore(HASHES_AT_ONCE)
        # An unknown account is checked against this one, and so takes as long as a known one.
        self._dummy = self._hasher.hash(secrets.token_urlsafe())

    def hash(self, password: str) -> str:
        with self._turns:
            return self._hasher.hash(password)

    def verify(self, password_hash: str | None, password: str) -> bool:
        with self._turns:
            matches = self._matches(password_hash or self._dummy, password)
        return matches and password_hash is not None

    def is_outdated(self, password_hash: str) -> bool:
        return self._hasher.check_needs_rehash(password_hash)

    def _matches(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False


class AccessTokens:
    def __init__(self, key: str, ttl: int) -> None:
        self._key = key
        self.ttl = ttl

    def issue(self, user_id: uuid.UUID) -> str:
        now = datetime.now(UTC)
        claims = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": str(user_id),
            "typ": TOKEN_TYPE,
            "iat": now,
            "exp": now + timedelta(seconds=self.ttl),
        }
        return jwt.encode(claims, self._key, ALGORITHM)

    def user_id(self, token: str) -> uuid.UUID | None:
        """Whom the token was issued to, or None where it is not one of ours or has run out."""
        try:
            claims = self._decode(token)
            return uuid.UUID(claims["sub"]) if claims["typ"] == TOKEN_TYPE else None
        except (jwt.InvalidTokenError, ValueError):
            return None

    def _decode(self, token: str) -> dict[str, str]:
        claims: dict[str, str] = jwt.decode(
            token, self._key, [ALGORITHM], audience=AUDIENCE, issuer=ISSUER, options={"require": CLAIMS}
        )
        return claims
