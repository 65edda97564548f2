import type { TreeCheck } from '../check.ts';
import { directoryOf, nameOf } from '../text.ts';

export const ignored: TreeCheck = {
  name: 'ignored',
  description: 'git ignores secrets and what is installed, and nothing that belongs to the repository',
  scope: 'tree',
  reads: (path) => nameOf(path) === '.gitignore',
  run: ({ files, paths }) => {
    const rules = files.flatMap(({ path, text }) =>
      text
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'))
        .map((line) => ({ path, directory: directoryOf(path), rule: line })),
    );
    const root = new Set(rules.filter(({ directory }) => directory === '').map(({ rule }) => rule.replace(/\/$/, '')));
    const missing = ['.env', 'node_modules'].filter((name) => !root.has(name));
    const folders = rules.filter(({ rule }) => /^[\w.-]+\/$/.test(rule));
    return [
      ...missing.map((name) => ({ path: '.gitignore', message: `does not ignore ${name}` })),
      ...folders.flatMap(({ path, directory, rule }) => {
        const kept = paths.find((each) => isBelow(each, directory, rule));
        return kept === undefined ? [] : [{ path, message: `ignores ${kept} by "${rule}"` }];
      }),
    ];
  },
};

const isBelow = (path: string, directory: string, folder: string): boolean =>
  path.startsWith(directory === '' ? '' : `${directory}/`) && `/${path.slice(directory.length)}`.includes(`/${folder}`);
