import type { TreeCheck } from '../check.ts';
import { directoryOf, matchesOf, nameOf, resolvedFrom } from '../text.ts';

export const contract: TreeCheck = {
  name: 'contract',
  description:
    'a page’s client is generated from a contract that is there, and that contract is an OpenAPI document with operations',
  scope: 'tree',
  reads: (path) => /^(redocly\.yaml|openapi\.json)$/.test(nameOf(path)),
  run: ({ files, paths }) =>
    files.flatMap(({ path, text }) => {
      if (nameOf(path) === 'openapi.json')
        return /"openapi": "3\.\d/.test(text) && text.includes('"operationId"')
          ? []
          : [{ path, message: 'is no OpenAPI document with operations' }];
      return matchesOf(text, /^\s*root:\s*(\S+)/gm)
        .filter(({ groups: [, target = ''] }) => !paths.includes(resolvedFrom(directoryOf(path), target) ?? ''))
        .map(({ groups: [, target], line }) => ({ path, line, message: `reads ${target}, which is not there` }));
    }),
};
