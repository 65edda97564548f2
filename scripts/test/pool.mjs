/**
 * Runs chains of steps, `width` chains at a time. A step needs what the one before it left, so a chain ends with its first failure; so does
 * the whole run, but for what is under way, unless KEEP_GOING is set.
 */
export async function runChains(chains, tally, width) {
  const waiting = [...chains];
  const worker = async () => {
    for (let chain = waiting.shift(); chain !== undefined; chain = waiting.shift()) await runChain(chain, tally);
  };
  await Promise.all(Array.from({ length: width }, worker));
}

async function runChain(steps, tally) {
  for (const step of steps) {
    if (tally.hasFailed && !process.env.KEEP_GOING) return;
    if (!(await runStep(step, tally))) return;
  }
}

/** A step may have surroundings: `around` starts them, and answers what the tests are told of them and how to stop. */
async function runStep({ around, ...step }, tally) {
  if (around === undefined) return tally.vitest(step);
  try {
    const { env, stop } = await around();
    return await tally.vitest({ ...step, env: { ...step.env, ...env } }).finally(stop);
  } catch (error) {
    tally.fail(step.title, error);
    return false;
  }
}
