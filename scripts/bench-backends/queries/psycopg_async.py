"""The statements through psycopg's asynchronous connection, on uvloop as the server has it."""

import os

import psycopg
import uvloop
from bench import ADD_NOTE, ADD_USER, FIND_USER, LIST_NOTES, OWNER, SCHEMA, notes, timed, user

find_user, list_notes, add_user, add_note = (
    text.replace("?", "%s") for text in (FIND_USER, LIST_NOTES, ADD_USER, ADD_NOTE)
)


async def main() -> None:
    async with await psycopg.AsyncConnection.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        for statement in SCHEMA:
            await connection.execute(statement)
        await connection.execute(add_user, user())
        await connection.cursor().executemany(add_note, notes())
        await connection.execute("ANALYZE bench_notes")

        for _ in timed():
            await (await connection.execute(find_user, (OWNER,))).fetchone()
            await (await connection.execute(list_notes, (OWNER, OWNER))).fetchall()


uvloop.run(main())
