import { parse, TomlError } from 'smol-toml';
import { eachFile, type FileCheck } from '../check.ts';

export const toml: FileCheck = {
  name: 'toml',
  description: 'TOML files parse',
  scope: 'file',
  reads: (path) => path.endsWith('.toml'),
  run: eachFile(({ text }) => {
    try {
      parse(text);
      return [];
    } catch (error) {
      if (!(error instanceof TomlError)) throw error;
      return [{ message: error.message.split('\n')[0] ?? error.message, line: error.line }];
    }
  }),
};
