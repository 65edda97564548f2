import { check, refuseContradictions } from './answers.ts';
import type { Catalog } from './catalog.ts';
import { readConfig } from './config.ts';
import type { Io } from './io.ts';
import { questions, type Given, type Question } from './options.ts';
import { isRecord, type RepositoryRecord } from './record.ts';

/** Where a command takes its answers from. */
interface Sources {
  readonly flags: Given;
  /** A config file, or a repository's record. */
  readonly config: string | undefined;
  /** The questions of which a record's answers count. */
  readonly recorded?: readonly Question[];
}

/** The answers that were given, and the record if the config file is one. */
export interface Stated {
  readonly given: Given;
  readonly record: RepositoryRecord | undefined;
}

/** Config file first, flags over it; both are checked, and whatever is wrong is reported at once. */
export async function readGiven(
  { flags, config, recorded = questions }: Sources,
  catalog: Catalog,
  io: Io,
): Promise<Stated> {
  const fromFlags = check(flags, catalog, flagOf);
  const file = config === undefined ? {} : await readConfig(config, io.input);
  const record = isRecord(file) ? file : undefined;
  const values = record === undefined ? file : answersIn(record, recorded);
  const given = { ...check(values, catalog, (key) => key), ...fromFlags };
  refuseContradictions(given, flagOf);
  return { given, record };
}

/** A question as the command line names it. */
export const flagOf = (key: string): string => (key === 'directory' ? 'directory' : `--${key}`);

const answersIn = ({ answers }: RepositoryRecord, recorded: readonly Question[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(recorded.flatMap(({ key }) => (key in answers ? [[key, answers[key]]] : [])));
