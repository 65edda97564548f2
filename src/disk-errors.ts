const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'the permission is missing',
  EPERM: 'the permission is missing',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EIO: 'the disk answers with an error',
  ENAMETOOLONG: 'the path is too long for the file system',
  EISDIR: 'it is a directory',
  EEXIST: 'something else was written there meanwhile',
  ENOTEMPTY: 'something else was written there meanwhile',
  ENOTDIR: 'something on the way there is not a directory',
  ENOENT: 'something on the way there leads nowhere',
  ELOOP: 'symbolic links on the way there lead in a circle',
};

/** What an error of the disk means to the user; `undefined` where it is none that the user can fix. */
export const reasonOf = (error: unknown): string | undefined => REASONS[(error as NodeJS.ErrnoException).code ?? ''];
