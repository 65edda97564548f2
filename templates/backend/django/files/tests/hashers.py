"""The cheapest hash that argon2 makes: these tests are about everything else."""

from accounts.hashers import Argon2Hasher


class CheapHasher(Argon2Hasher):
    time_cost = 1
    memory_cost = 8
