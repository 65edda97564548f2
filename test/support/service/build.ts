// Once before a suite: what `serve` needs to be built, is.
import { environment, runVerb, serviceUnderTest } from '../service.ts';

export default async function build(): Promise<void> {
  const blueprint = serviceUnderTest();
  if (blueprint.verbs['build'] === undefined) return;
  const { code, stdout, stderr } = await runVerb(blueprint, 'build', await environment('', {}));
  if (code !== 0) throw new Error(`build failed (${code})\n${stdout}\n${stderr}`);
}
