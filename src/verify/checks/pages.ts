import type { TreeCheck } from '../check.ts';
import { directoryOf, matchesOf, resolvedFrom } from '../text.ts';

export const pages: TreeCheck = {
  name: 'pages',
  description: 'what an index.html loads is beside it or in its public/',
  scope: 'tree',
  reads: (path) => path.endsWith('/index.html'),
  run: ({ files, paths }) =>
    files.flatMap(({ path, text }) =>
      matchesOf(text, /\b(?:src|href)="(\/[\w./-]+)"/g)
        .filter(({ groups: [, target = ''] }) =>
          ['', 'public/'].every(
            (folder) => !paths.includes(resolvedFrom(directoryOf(path), folder + target.slice(1)) ?? ''),
          ),
        )
        .map(({ groups: [, target], line }) => ({ path, line, message: `loads ${target}, which is not there` })),
    ),
};
