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
  const bytes = path === '-' ? await bytesOf(stdin) : contentOf(path);
  const value = parsed(decoded(bytes, source), source, yaml);
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return answersIn(value);
  throw wrongUsage(
    `${source} must hold one object of answers.`,
    '`create-technokaizen-app schema` prints its JSON Schema.',
  );
}

/** All but `$schema`, by which editors check the file. A folded text of YAML ends with a line break, which is none of the answer. */
const answersIn = (value: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== '$schema')
      .map(([key, each]: [string, unknown]) => [key, typeof each === 'string' ? each.replace(/\n+$/, '') : each]),
  );

/** The text of a file in UTF-8, with or without a byte order mark. */
function decoded(bytes: Buffer, source: string): string {
  const isUtf16 = /^(fffe|feff)/.test(bytes.toString('hex', 0, 2)) || bytes.includes(0);
  if (isUtf16) throw wrongEncoding(source, 'UTF-16');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw wrongEncoding(source, 'Latin-1 or another encoding of single bytes');
  }
}

const wrongEncoding = (source: string, encoding: string): Error =>
  wrongUsage(`${source} is not UTF-8: it looks like ${encoding}.`, 'Save the file as UTF-8.');

function parsed(content: string, source: string, yaml: typeof import('yaml')): unknown {
  try {
    return yaml.parse(content);
  } catch (error) {
    if (!(error instanceof yaml.YAMLParseError || error instanceof ReferenceError)) throw error;
    const [line] = error.message.split('\n');
    throw wrongUsage(
      `${source} is neither JSON nor YAML: ${line}`,
      'Fix the file; `create-technokaizen-app schema` prints its JSON Schema.',
    );
  }
}

// Loaded only here: it brings all of the web's streams along.
async function bytesOf(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const { buffer } = await import('node:stream/consumers');
  return buffer(stream);
}

function contentOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = isMissing ? 'there is no such file' : reasonOf(error);
    if (reason === undefined) throw error;
    throw wrongUsage(`Can't read ${path}: ${reason}.`, 'Name a file that exists, or `-` for standard input.');
  }
}
