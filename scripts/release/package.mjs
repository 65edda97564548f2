import { readFileSync, writeFileSync } from 'node:fs';

const PATH = 'package.json';

/** The package.json of the current directory. */
export const readPackage = () => JSON.parse(readFileSync(PATH, 'utf8'));

/** Writes it back, as npm formats it. */
export const writePackage = (manifest) => writeFileSync(PATH, `${JSON.stringify(manifest, null, 2)}\n`);
