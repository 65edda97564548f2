"""How passwords are stored."""

from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar

from django.contrib.auth.hashers import Argon2PasswordHasher

# Each hash takes 19 MiB and a core for its time (OWASP's parameters for argon2id). A thread that has hashed keeps that
# memory for its next hash: so a few threads do it for all of the server's.
HASHES_AT_ONCE = 4


class Argon2Hasher(Argon2PasswordHasher):
    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
    threads: ClassVar[ThreadPoolExecutor] = ThreadPoolExecutor(HASHES_AT_ONCE)

    def encode(self, password: str, salt: str) -> str:
        return self.threads.submit(super().encode, password, salt).result()

    def verify(self, password: str, encoded: str) -> bool:
        return self.threads.submit(super().verify, password, encoded).result()
