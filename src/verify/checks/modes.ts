import { eachFile, type FileCheck } from '../check.ts';
import { nameOf } from '../text.ts';

export const modes: FileCheck = {
  name: 'modes',
  description: 'shell scripts can be run, nothing else can that is no script, and `.env` is readable by its owner only',
  scope: 'file',
  reads: () => true,
  run: eachFile(({ path, text, executable, secret }) => {
    if (path.endsWith('.sh') && !executable) return [{ line: 1, message: 'can’t be run: it has no #! line' }];
    if (executable && !text.startsWith('#!')) return [{ message: 'can be run and is no script' }];
    return (nameOf(path) === '.env') === secret ? [] : [{ message: secret ? 'is kept secret' : 'is not kept secret' }];
  }),
};
