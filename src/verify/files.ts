/** Files that are made by tools and not written: what they name is theirs. */
export const isLock = (path: string): boolean =>
  /(^|\/)(package-lock\.json|requirements[\w-]*\.txt|uv\.lock)$/.test(path);

/** The record of what a repository was made from: it names what was weighed against, too. */
export const isRecord = (path: string): boolean => path === '.technokaizen.json';
