// What is asked of the table of notes. Somebody else's note is not there at all.
import { randomUUID } from 'node:crypto';
import { sql, type Kysely, type SelectQueryBuilder } from 'kysely';
import { now } from './clock.ts';
import type { Tables } from './database/tables.ts';
import type { Note, NoteCreate, NoteListQuery, NoteUpdate } from './schemas/notes.ts';

const COLUMNS = ['id', 'owner_id', 'title', 'body', 'status', 'created_at', 'updated_at'] as const;

/** As text that is the same in upper and lower case; `ß` is `SS`, both small sigmas are one. */
const folded = (text: string): string => text.toLowerCase().toUpperCase();

const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** A page, and with each row how many there are in all: one trip to the database in place of two. */
export async function listNotes(
  db: Kysely<Tables>,
  ownerId: string,
  query: NoteListQuery,
): Promise<{ items: Note[]; total: number }> {
  const found = matching(db, ownerId, query);
  const count = found.select(({ fn }) => fn.countAll<number>().as('total'));
  const column = query.sort.endsWith('title') ? 'title' : 'created_at';
  const direction = query.sort.startsWith('-') ? 'desc' : 'asc';
  const items = await found
    .select([...COLUMNS, count.as('total')])
    .orderBy(column, direction)
    .orderBy('id', direction)
    .limit(query.limit)
    .offset(query.offset)
    .execute();
  // A page beyond the last one has no row that could name the total.
  const { total } = items[0] ?? (await count.executeTakeFirstOrThrow());
  return { items, total: total ?? 0 };
}

function matching(
  db: Kysely<Tables>,
  ownerId: string,
  { q, status }: NoteListQuery,
): SelectQueryBuilder<Tables, 'notes', object> {
  let found = db.selectFrom('notes').where('owner_id', '=', ownerId);
  if (status !== undefined) found = found.where('status', '=', status);
  if (q === undefined || q === '') return found;
  const pattern = `%${escaped(folded(q))}%`;
  return found.where(sql<boolean>`folded_title LIKE ${pattern} ESCAPE '\\'`);
}

export const createNote = (
  db: Kysely<Tables>,
  ownerId: string,
  { title, body = null, status = 'draft' }: NoteCreate,
): Promise<Note> => {
  const time = now();
  const times = { created_at: time, updated_at: time };
  const values = { id: randomUUID(), owner_id: ownerId, title, body, status, ...times };
  return db
    .insertInto('notes')
    .values({ ...values, folded_title: folded(title) })
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
};

export const findNote = (
  db: Kysely<Tables>,
  ownerId: string,
  id: string,
): Promise<Note | undefined> =>
  db
    .selectFrom('notes')
    .select(COLUMNS)
    .where('id', '=', id)
    .where('owner_id', '=', ownerId)
    .executeTakeFirst();

export const updateNote = (
  db: Kysely<Tables>,
  ownerId: string,
  id: string,
  { title, body, status }: NoteUpdate,
): Promise<Note | undefined> =>
  db
    .updateTable('notes')
    .set({
      ...(title !== undefined && { title, folded_title: folded(title) }),
      ...(body !== undefined && { body }),
      ...(status !== undefined && { status }),
      updated_at: now(),
    })
    .where('id', '=', id)
    .where('owner_id', '=', ownerId)
    .returning(COLUMNS)
    .executeTakeFirst();

/** Whether there was one to delete. */
export async function deleteNote(
  db: Kysely<Tables>,
  ownerId: string,
  id: string,
): Promise<boolean> {
  const row = await db
    .deleteFrom('notes')
    .where('id', '=', id)
    .where('owner_id', '=', ownerId)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
