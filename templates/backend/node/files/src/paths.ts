import { resolve } from 'node:path';

/** The service's own directory, seen from `src/` as well as from `dist/`. */
export const serviceDirectory = resolve(import.meta.dirname, '..');
