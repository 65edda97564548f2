"""Passwords and access tokens."""

import secrets
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import jwt
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

ALGORITHM = "HS256"
ISSUER = "api"
AUDIENCE = "api"
TOKEN_TYPE = "access"  # noqa: S105
CLAIMS = ["iss", "aud", "sub", "typ", "iat", "exp"]
# Each hash takes 19 MiB and a core for its time (OWASP's parameters for argon2id). A thread that has hashed keeps that
# memory for its next hash: so a few threads do it for all of the server's.
HASHES_AT_ONCE = 4
VERIFIED_TOKENS = 1024


class Passwords:
    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
        self._threads = ThreadPoolExecutor(HASHES_AT_ONCE)
        # An unknown account is checked against this one, and so takes as long as a known one.
        self._dummy = self._hasher.hash(secrets.token_urlsafe())

    def hash(self, password: str) -> str:
        return self._threads.submit(self._hasher.hash, password).result()

    def verify(self, password_hash: str | None, password: str) -> bool:
        matches = self._threads.submit(self._matches, password_hash or self._dummy, password).result()
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
        # A page sends the same token with each request: a signature that was found right stays right.
        self._verified = lru_cache(VERIFIED_TOKENS)(self._verify)

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
            user_id, expires = self._verified(token)
        except (jwt.InvalidTokenError, ValueError):
            return None
        return user_id if time.time() < expires else None

    def _verify(self, token: str) -> tuple[uuid.UUID, int]:
        claims = jwt.decode(
            token, self._key, [ALGORITHM], audience=AUDIENCE, issuer=ISSUER, options={"require": CLAIMS}
        )
        if claims["typ"] != TOKEN_TYPE:
            raise jwt.InvalidTokenError
        return uuid.UUID(claims["sub"]), int(claims["exp"])
