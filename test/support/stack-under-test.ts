// The stack that a step is about. The runner computes it and hands it on as JSON: a suite that listed the stacks itself would depend on all of
// `src/`, and no proof of it would survive a change there.

export interface StackUnderTest {
  /** Directory and project name: `fastapi-react-sqlite`. */
  readonly name: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly flags: readonly string[];
}

export function stackUnderTest(env: NodeJS.ProcessEnv = process.env): StackUnderTest {
  const json = env['STACK'];
  if (json === undefined)
    throw new Error('STACK is missing: run a step of the runner, such as `npm test -- repository`');
  return JSON.parse(json) as StackUnderTest;
}
