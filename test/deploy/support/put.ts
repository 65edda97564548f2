import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Writes texts by their relative paths; answers where they are. */
export const put = (place: string, texts: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(texts).map(([path, text]) => {
    const target = join(place, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
    return target;
  });
