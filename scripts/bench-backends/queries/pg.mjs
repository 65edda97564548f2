// The statements through pg.
import pg from 'pg';
import { ADD_NOTE, ADD_USER, FIND_USER, LIST_NOTES, OWNER, SCHEMA, notes, timed, user } from './bench.mjs';

/** `?` as PostgreSQL counts them: `$1`, `$2`. */
const numbered = (text) => text.split('?').reduce((before, after, index) => `${before}$${index}${after}`);

const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
await client.query(SCHEMA);
await client.query(numbered(ADD_USER), user);
for (const note of notes) await client.query(numbered(ADD_NOTE), note);
await client.query('ANALYZE bench_notes');

const [findUser, listNotes] = [FIND_USER, LIST_NOTES].map(numbered);
await timed(async () => {
  await client.query(findUser, [OWNER]);
  await client.query(listNotes, [OWNER, OWNER]);
});
await client.end();
