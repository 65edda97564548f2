// The manifests of every stack that can have them, as files.
import { combinations, treeOf, type Answers } from './stacks.ts';
import { unmetIn, withNeeds } from '../../../src/needs.ts';
import type { Given } from '../../../src/options.ts';
import { catalog } from './stacks.ts';

export const DEPLOY: Given = withNeeds({ deploy: ['kubernetes'] }, catalog);

/** What can be chosen together with it. */
export const valid: readonly Answers[] = combinations.filter(
  (answers) => unmetIn({ ...DEPLOY, ...answers }, catalog).length === 0,
);

const FOLDER = 'deploy/kubernetes/';

/** The files below deploy/kubernetes/, by their paths in there; the secrets of development as `npm run kubernetes` makes them. */
export function filesOf(answers: Answers): Readonly<Record<string, string>> {
  const below = [...treeOf(answers, { deploy: DEPLOY.deploy ?? [] })]
    .filter(([path]) => path.startsWith(FOLDER))
    .map(([path, { content }]) => [path.slice(FOLDER.length), content.toString()] as const);
  const secrets = below
    .filter(([path]) => path.endsWith('.env.example'))
    .map(([path, text]) => [path.replace(/\.example$/, ''), text.replaceAll('change-me', 'x'.repeat(32))] as const);
  return Object.fromEntries([...below, ...secrets]);
}
