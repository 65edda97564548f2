"""The statements through Python's own sqlite3."""

import os
import sqlite3

from bench import ADD_NOTE, ADD_USER, FIND_USER, LIST_NOTES, OWNER, SCHEMA, notes, timed, user

connection = sqlite3.connect(os.environ["DATABASE_URL"].removeprefix("sqlite:///"), isolation_level=None)
connection.execute("PRAGMA journal_mode = WAL")
for statement in SCHEMA:
    connection.execute(statement)
connection.execute("BEGIN")
connection.execute(ADD_USER, user())
connection.executemany(ADD_NOTE, notes())
connection.execute("COMMIT")

for _ in timed():
    connection.execute(FIND_USER, (OWNER,)).fetchone()
    connection.execute(LIST_NOTES, (OWNER, OWNER)).fetchall()
