/** A build that its maker does not offer. */
export interface Gap {
  readonly platform: string;
  readonly lacking: string;
  /** The dependency that brings it: what can't be had on that platform. */
  readonly dependency: string;
}

/** Whoever adds one says here what happens there. */
export const KNOWN_GAPS: readonly Gap[] = [
  // PostgreSQL on Windows arm64 needs a Python for x64, which Windows runs as well.
  { platform: 'Windows arm64', lacking: 'psycopg-binary', dependency: 'psycopg[binary]' },
];

/** npm packages without a build for a platform, by what the test says of them. */
export const KNOWN_NPM_GAPS = [
  // SQLite on Windows arm64 needs a Node.js for x64, which Windows runs as well.
  'node_modules/libsql has no build for Windows arm64',
];

/** npm packages with a script at installation that may as well not run: the locks are proved with --ignore-scripts. */
export const DISPENSABLE_SCRIPTS = [
  // It puts the binary in the place of the program that starts it.
  'node_modules/esbuild',
];

/** The dependencies that can be had on a platform. */
export const available = (dependencies: readonly string[], platform: string): readonly string[] =>
  dependencies.filter(
    (each) => !KNOWN_GAPS.some((gap) => gap.platform === platform && each.startsWith(gap.dependency)),
  );
