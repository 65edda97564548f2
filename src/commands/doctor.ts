import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { complete } from '../answers.ts';
import { openCatalog } from '../catalog.ts';
import { examine, type Examined, type State } from '../doctor/examine.ts';
import { EXIT } from '../errors.ts';
import { readGiven } from '../given.ts';
import type { Io } from '../io.ts';
import type { Given } from '../options.ts';
import { RECORD } from '../record.ts';
import { withAdvice } from '../recommend/presets.ts';
import { render } from '../render/render.ts';
import { chosenIn, resolveStack } from '../stack.ts';
import type { Tree } from '../tree.ts';
import { variablesOf } from '../services.ts';
import { widthOf, wrapped } from '../wrap.ts';

/** The flags of `doctor` that are no answers. */
export interface DoctorFlags {
  readonly config?: string;
  readonly json?: boolean;
}

/** What this machine has and lacks for a stack; answers the exit code: 1 where something is missing that is needed. */
export async function doctor(values: Given, flags: DoctorFlags, io: Io): Promise<number> {
  const catalog = openCatalog();
  const { given } = await readGiven({ flags: values, config: flags.config ?? recordHere(values, io) }, catalog, io);
  const answers = complete(withAdvice({ directory: 'my-app', ...given }, catalog), io.cwd);
  const stack = resolveStack(answers, catalog);
  const tree = render(stack, catalog, () => 'x');
  const found = await examine(stack, (id) => catalog.layer(id), { ...variablesOf(tree), ...variablesHere(tree, io) });
  const isReady = found.every(({ needed, state }) => !needed || state === 'ok');
  const chosen = chosenIn(stack)
    .filter((layer) => layer !== stack.licence)
    .map(({ manifest }) => manifest.title);
  const { backend, frontend, database, deploy, ci } = answers;
  if (flags.json)
    io.result(JSON.stringify({ ready: isReady, stack: { backend, frontend, database, ci, deploy }, found }, null, 2));
  else io.result(wrapped(lines(chosen, found, isReady), widthOf(io.output)).join('\n'));
  return isReady ? EXIT.done : EXIT.refused;
}

/** The record of the repository in the current directory, where no flag asks for another stack. */
function recordHere(flags: Given, { cwd }: Io): string | undefined {
  const path = join(cwd, RECORD);
  return Object.keys(flags).length === 0 && existsSync(path) ? path : undefined;
}

/** What the `.env` files say of a repository that is here. */
const variablesHere = (tree: Tree, { cwd }: Io): Readonly<Record<string, string>> =>
  existsSync(join(cwd, RECORD))
    ? variablesOf(
        [...tree.keys()]
          .filter((path) => path.endsWith('/.env') && existsSync(join(cwd, path)))
          .map((path) => [path, { content: readFileSync(join(cwd, path)) }]),
      )
    : {};

const WORDS: Readonly<Record<State, string>> = {
  ok: '',
  missing: 'not there',
  old: 'another version is needed',
  broken: 'does not do',
  taken: 'taken',
  silent: 'does not answer',
};

function lines(chosen: readonly string[], found: readonly Examined[], isReady: boolean): readonly string[] {
  const width = Math.max(...found.map(({ name }) => name.length));
  return [
    `What ${chosen.join(', ')} need on this machine:`,
    '',
    ...found.map(({ name, state, needed, version = '', why, get }) => {
      const mark = state === 'ok' ? '+' : needed ? '!' : '~';
      const is =
        state === 'ok'
          ? version || (name.startsWith('port') ? 'free' : 'there')
          : `${WORDS[state]}${version === '' ? '' : ` (${version})`}`;
      return `${mark} ${name.padEnd(width)}  ${is}: ${why}${state === 'ok' ? '' : `. ${get}`}`;
    }),
    '',
    isReady ? 'Ready: nothing is missing.' : 'Not ready. ! required, ~ optional.',
  ];
}
