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

/** The dependencies that can be had on a platform. */
export const available = (dependencies: readonly string[], platform: string): readonly string[] =>
  dependencies.filter(
    (each) => !KNOWN_GAPS.some((gap) => gap.platform === platform && each.startsWith(gap.dependency)),
  );
