import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { wrongUsage } from './errors.ts';

/** A config file's keys and values, unchecked; `-` reads standard input. JSON is YAML too, so one parser reads both. */
export async function readConfig(
  path: string,
  stdin: NodeJS.ReadableStream,
): Promise<Readonly<Record<string, unknown>>> {
  const source = path === '-' ? 'standard input' : path;
  const { parse } = await import('yaml');
  const value = parsed(path === '-' ? await text(stdin) : await contentOf(path), source, parse);
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  throw wrongUsage(
    `${source} must hold one object of answers.`,
    '`create-technokaizen-app schema` prints its JSON Schema.',
  );
}

function parsed(content: string, source: string, parse: (content: string) => unknown): unknown {
  try {
    return parse(content);
  } catch (error) {
    const [line] = (error as Error).message.split('\n');
    throw wrongUsage(
      `${source} is neither JSON nor YAML: ${line}`,
      'Mend the file; `create-technokaizen-app schema` prints its JSON Schema.',
    );
  }
}

async function contentOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw wrongUsage(
      `Can't read ${path}: ${(error as NodeJS.ErrnoException).code}.`,
      'Name a file that exists, or `-` for standard input.',
    );
  }
}
