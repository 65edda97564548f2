"""The statements through psycopg."""

import os

import psycopg
from bench import ADD_NOTE, ADD_USER, FIND_USER, LIST_NOTES, OWNER, SCHEMA, notes, timed, user

find_user, list_notes, add_user, add_note = (
    text.replace("?", "%s") for text in (FIND_USER, LIST_NOTES, ADD_USER, ADD_NOTE)
)

with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
    for statement in SCHEMA:
        connection.execute(statement)
    connection.execute(add_user, user())
    connection.cursor().executemany(add_note, notes())
    connection.execute("ANALYZE bench_notes")

    for _ in timed():
        connection.execute(find_user, (OWNER,)).fetchone()
        connection.execute(list_notes, (OWNER, OWNER)).fetchall()
