import { readFileSync } from 'node:fs';
import { reasonOf } from './disk-errors.ts';
import { wrongUsage } from './errors.ts';

/** A config file's keys and values, unchecked; `-` reads standard input. JSON is YAML too, so one parser reads both. */
export async function readConfig(
  path: string,
  stdin: NodeJS.ReadableStream,
): Promise<Readonly<Record<string, unknown>>> {
  const source = path === '-' ? 'standard input' : path;
  // The whole module: of a bundled CommonJS package no names can be taken.
  const { default: yaml } = await import('yaml');
  const value = parsed(path === '-' ? await textOf(stdin) : contentOf(path), source, yaml);
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return withoutSchema(value);
  throw wrongUsage(
    `${source} must hold one object of answers.`,
    '`create-technokaizen-app schema` prints its JSON Schema.',
  );
}

// By it editors complete and check the file; it is no answer.
const withoutSchema = (value: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(value).filter(([key]) => key !== '$schema'));

function parsed(content: string, source: string, yaml: typeof import('yaml')): unknown {
  try {
    return yaml.parse(content);
  } catch (error) {
    if (!(error instanceof yaml.YAMLParseError || error instanceof ReferenceError)) throw error;
    const [line] = error.message.split('\n');
    throw wrongUsage(
      `${source} is neither JSON nor YAML: ${line}`,
      'Mend the file; `create-technokaizen-app schema` prints its JSON Schema.',
    );
  }
}

// Loaded only here: it brings all of the web's streams along.
async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const { text } = await import('node:stream/consumers');
  return text(stream);
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = isMissing ? 'there is no such file' : reasonOf(error);
    if (reason === undefined) throw error;
    throw wrongUsage(`Can't read ${path}: ${reason}.`, 'Name a file that exists, or `-` for standard input.');
  }
}
