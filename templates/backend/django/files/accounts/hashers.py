"""How passwords are stored."""

from threading import BoundedSemaphore
from typing import ClassVar

from django.contrib.auth.hashers import Argon2PasswordHasher

# Each hash takes 19 MiB and a core for its time (OWASP's parameters for argon2id).
HASHES_AT_ONCE = 4


class Argon2Hasher(Argon2PasswordHasher):
    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
    slots: ClassVar[BoundedSemaphore] = BoundedSemaphore(HASHES_AT_ONCE)

    def encode(self, password: str, salt: str) -> str:
        with self.slots:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with self.slots:
            return super().verify(password, encoded)
