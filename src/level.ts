/** How far a stack is proven: each level holds those before it. */
export const LEVELS = ['render', 'lint', 'build', 'test', 'run'] as const;

export type Level = (typeof LEVELS)[number];

/** Whether a level asks for what another one does. */
export const reaches = (level: Level, other: Level): boolean => LEVELS.indexOf(level) >= LEVELS.indexOf(other);
