// The shipped lock files, as npm, pip and uv take them from the registries.

/**
 * A sixth of the questions that `npm run locks -- --check` asks, another one for each lock; at night all.
 * @param {{ locked: readonly { layer: string, directory: string }[] }} plan
 * @returns {readonly import('../types.ts').Step[]}
 */
export const lockSteps = ({ locked }) =>
  locked.map(({ layer }, index) => ({
    title: `locks of ${layer}`,
    tier: 'full',
    run: { config: 'test/locks/vitest.config.ts', filters: ['network'] },
    env: { LOCK: layer, LOCK_PART: process.env.EVERYTHING ? '0/1' : `${index % 6}/6` },
    tools: ['network', 'uv'],
    seconds: 90,
  }));
