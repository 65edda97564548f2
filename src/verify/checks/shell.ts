import { eachFile, type FileCheck } from '../check.ts';
import { lazy, capture } from '../../programs.ts';

const hasBash = lazy(() => capture('bash', ['-c', 'exit 0'])?.ok === true);

export const shell: FileCheck = {
  name: 'shell',
  description: 'shell scripts pass `bash -n`',
  scope: 'file',
  skipReason: () => (hasBash() ? undefined : 'there is no bash on the PATH'),
  reads: (path) => path.endsWith('.sh'),
  run: eachFile(({ text }) => {
    const answer = capture('bash', ['-n'], text);
    if (answer === undefined || answer.ok) return [];
    const [, line, message] = /line (\d+): (.*)/.exec(answer.stderr) ?? [];
    return [{ message: message ?? answer.stderr.trim(), line: line === undefined ? undefined : Number(line) }];
  }),
};
