import { eachFile, type FileCheck } from '../check.ts';
import { lineAt } from '../text.ts';

export const lines: FileCheck = {
  name: 'lines',
  description: 'lines end in LF, the last one too, and no empty one follows it; no byte order mark',
  scope: 'file',
  reads: () => true,
  run: eachFile(({ text }) => {
    const cr = text.indexOf('\r');
    if (cr >= 0) return [{ line: lineAt(text, cr), message: 'a line ends in CR' }];
    if (text.startsWith('\uFEFF')) return [{ line: 1, message: 'begins with a byte order mark' }];
    if (text === '') return [];
    if (!text.endsWith('\n')) return [{ message: 'the last line has no end' }];
    return text.endsWith('\n\n') ? [{ message: 'ends in an empty line' }] : [];
  }),
};
