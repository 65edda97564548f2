import type { TreeCheck } from '../check.ts';
import { directoryOf, matchesOf, nameOf } from '../text.ts';

export const settings: TreeCheck = {
  name: 'settings',
  description: 'every variable of a service’s .env.example is one that its code reads',
  scope: 'tree',
  reads: (path) => /\/.*\.(py|[cm]?[jt]s)$/.test(path) || (nameOf(path) === '.env.example' && path.includes('/')),
  run: ({ files }) =>
    files
      .filter(({ path }) => nameOf(path) === '.env.example')
      .flatMap(({ path, text }) => {
        const code = files
          .filter((file) => file.path !== path && file.path.startsWith(`${directoryOf(path)}/`))
          .map((file) => file.text.toLowerCase())
          .join('\n');
        // One beside manifests is theirs, and no service's.
        if (code === '') return [];
        return matchesOf(text, /^([A-Z][A-Z0-9_]*)=/gm)
          .filter(({ groups: [, name = ''] }) => !new RegExp(String.raw`\b${name.toLowerCase()}\b`).test(code))
          .map(({ groups: [, name], line }) => ({ path, line, message: `${name} is read by no code` }));
      }),
};
