/** The words that start npm without a shell. On Windows only a shell runs the script of that name, so npm's own way there comes first. */
export function npmCommand(...args: readonly string[]): readonly [string, ...string[]] {
  const { npm_execpath: script } = process.env;
  return script === undefined ? ['npm', ...args] : [process.execPath, script, ...args];
}
