"""Django's backend for PostgreSQL, with a pool that gets over a lost server at once."""
