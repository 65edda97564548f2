// How columns are read. pg would make a text of a count, and of a time a Date, which drops the microseconds.
import pg from 'pg';

const { builtins } = pg.types;

type ReadText = (text: string) => unknown;

const READERS = new Map<number, ReadText>([
  [builtins.INT8, Number],
  [builtins.TIMESTAMPTZ, readTimestamp],
]);

export const getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (type, format) =>
  READERS.get(type) ?? (pg.types.getTypeParser(type, format) as ReadText);

/** `2026-01-01 12:00:00.5+00`, which the server says in UTC, is `2026-01-01T12:00:00.500000Z`. */
export function readTimestamp(text: string): string {
  const [date = '', time = ''] = text.slice(0, -'+00'.length).split(' ');
  const [seconds = '', fraction = ''] = time.split('.');
  return `${date}T${seconds}.${fraction.padEnd(6, '0')}Z`;
}
