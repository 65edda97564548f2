// What a list of notes asks the database, without a framework around it: its statements, its rows, and a stopwatch. As bench.py.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (name) => readFileSync(join(import.meta.dirname, name), 'utf8');
export const SCHEMA = read('schema.sql');
export const FIND_USER = read('find_user.sql');
export const LIST_NOTES = read('list_notes.sql');
export const ADD_USER = 'INSERT INTO bench_users VALUES (?, ?, ?, ?, ?)';
export const ADD_NOTE = 'INSERT INTO bench_notes VALUES (?, ?, ?, ?, ?, ?, ?)';

export const OWNER = randomUUID();
const START = Date.UTC(2026, 0, 1);
const NOTES = 1_000;
const WARM_UP = 200;
const SECONDS = 2;

const moment = (number) => new Date(START + number * 1000).toISOString();

export const user = [OWNER, 'bench@example.com', null, 'user', moment(0)];

export const notes = Array.from({ length: NOTES }, (_, number) => [
  ...[randomUUID(), OWNER, `Note ${number}`, 'A body of some words.', 'draft', moment(number), moment(number)],
]);

/** Takes turns until the time is over; then writes what each of them took. */
export async function timed(turn) {
  for (let count = 0; count < WARM_UP; count += 1) await turn();
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  let turns = 0;
  for (; performance.now() - wall < SECONDS * 1000; turns += 1) await turn();
  const { user: inUser, system } = process.cpuUsage(cpu);
  const times = { cpuMs: (inUser + system) / 1000, wallMs: performance.now() - wall };
  const each = Object.entries(times).map(([name, milliseconds]) => [name, milliseconds / turns]);
  process.stdout.write(JSON.stringify(Object.fromEntries(each)));
}
