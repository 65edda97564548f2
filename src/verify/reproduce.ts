import { quote } from '../replay.ts';
import type { Given } from '../options.ts';
import type { Level } from '../level.ts';
import { dimensions, type Combination } from './stacks.ts';

/** The words that say which stack it is: `--backend flask --deploy docker`. */
const flagsFor = ({ row }: Combination): readonly string[] =>
  dimensions.flatMap(({ key }) => [`--${key}`, row[key]?.replaceAll('+', ',') ?? 'none']);

/** The command that does one stack alone again; what the flags can't say is in the config file that was given. */
export function reproduction(stack: Combination, level: Level, version: string, config?: string): string {
  const file = config === undefined || config === '-' ? [] : ['--config', quote(config)];
  return [
    `npx create-technokaizen-app@${version} verify`,
    ...file,
    ...flagsFor(stack),
    '--level',
    level,
    '--keep',
  ].join(' ');
}

/** Answers as a CI matrix hands them on. */
export const listed = (
  stack: Combination,
): { readonly name: string; readonly answers: Given; readonly args: string } => ({
  name: stack.name,
  answers: Object.fromEntries(dimensions.map(({ key }) => [key, stack.answers[key]])),
  args: flagsFor(stack).join(' '),
});
