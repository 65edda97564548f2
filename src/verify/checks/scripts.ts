import { eachFile, type FileCheck } from '../check.ts';
import { isScript, scriptSource } from '../script-source.ts';

export const scripts: FileCheck = {
  name: 'scripts',
  description: 'JavaScript, TypeScript, JSX, and the scripts of Vue’s and Svelte’s components parse',
  scope: 'file',
  reads: isScript,
  run: eachFile((file) => {
    const { error } = scriptSource(file);
    return error === undefined ? [] : [error];
  }),
};
