/** How far a stack is proven: each level holds those before it. */
export const LEVELS = ['render', 'lint', 'build', 'test', 'run'] as const;

export type Level = (typeof LEVELS)[number];

/** What each level does, for --help and the documents. */
export const LEVEL_HELP: Readonly<Record<Level, string>> = {
  render: 'rendered, and every file checked without running anything',
  lint: 'installed; its own `npm run lint` and `npm run typecheck`',
  build: 'its own `npm run build`',
  test: 'its own `npm test`',
  run: '`npm start`, and a journey over HTTP: register, sign in, write, list, sign out',
};

/** Whether a level asks for what another one does. */
export const reaches = (level: Level, other: Level): boolean => LEVELS.indexOf(level) >= LEVELS.indexOf(other);
