import { eachFile, type FileCheck } from '../check.ts';
import { lineAt } from '../text.ts';

export const json: FileCheck = {
  name: 'json',
  description: 'JSON files parse',
  scope: 'file',
  reads: (path) => path.endsWith('.json'),
  run: eachFile(({ text }) => {
    try {
      JSON.parse(text);
      return [];
    } catch (error) {
      const { message } = error as SyntaxError;
      const [, position] = /position (\d+)/.exec(message) ?? [];
      return [{ message, line: position === undefined ? undefined : lineAt(text, Number(position)) }];
    }
  }),
};
