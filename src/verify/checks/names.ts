import type { TreeCheck } from '../check.ts';

const ALLOWED = /^[\w@.+$()[\]-]+(\/[\w@.+$()[\]-]+)*$/;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)|[. ]$/i;

export const names: TreeCheck = {
  name: 'names',
  description: 'every system takes every path, and none takes two for one',
  scope: 'tree',
  reads: () => false,
  run: ({ paths }) => {
    const seen = new Map<string, string>();
    return paths.flatMap((path) => {
      const other = seen.get(path.toLowerCase());
      seen.set(path.toLowerCase(), path);
      if (other !== undefined) return [{ path, message: `is ${other} where letters have no case` }];
      const bad = !ALLOWED.test(path) || path.split('/').some((part) => RESERVED.test(part));
      return bad ? [{ path, message: 'is no path that every system takes' }] : [];
    });
  },
};
