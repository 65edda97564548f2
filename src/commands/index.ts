// One door to the commands, loaded when one runs: --help and --version go without.
export { create } from './create.ts';
export { doctor } from './doctor.ts';
export { list } from './list.ts';
export { recommend } from './recommend.ts';
export { schema } from './schema.ts';
