import { openCatalog } from '../catalog.ts';
import type { Io } from '../io.ts';
import { configSchema } from '../schema.ts';

/** Prints the JSON Schema of a config file. */
export const schema = (io: Io): void => io.result(JSON.stringify(configSchema(openCatalog()), null, 2));
