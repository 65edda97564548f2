// The statements through libsql.
import Libsql from 'libsql';
import { ADD_NOTE, ADD_USER, FIND_USER, LIST_NOTES, OWNER, SCHEMA, notes, timed, user } from './bench.mjs';

const database = new Libsql(process.env.DATABASE_URL.slice('sqlite:///'.length));
database.exec('PRAGMA journal_mode = WAL');
database.exec(SCHEMA);
database.exec('BEGIN');
database.prepare(ADD_USER).run(...user);
const addNote = database.prepare(ADD_NOTE);
for (const note of notes) addNote.run(...note);
database.exec('COMMIT');

const [findUser, listNotes] = [database.prepare(FIND_USER), database.prepare(LIST_NOTES)];
await timed(() => {
  findUser.get(OWNER);
  listNotes.all(OWNER, OWNER);
});
