// What a run of every test has proven: docs/proven.md to be read, and src/data/proven.json, by which `list` and the prompt mark what is not.
import { writeFileSync } from 'node:fs';

const LEVELS = ['render', 'lint', 'build', 'test', 'run'];

/**
 * What a step proves if it passes, by its title. A repository's own linters and tests run once for each backend on each database and for each
 * page, as a part's files are the same whatever stands beside it; the others are built and started.
 */
const RULES = [
  [/^every stack as verify sees it$/, () => ({ stack: 'every stack', level: 'render' })],
  [/^the repository (\S+)$/, ([stack], { PARTS }) => ({ stack, level: PARTS === 'all' ? 'test' : 'build' })],
  [/^the contract on (\S+)$/, ([stack]) => ({ stack, level: 'run' })],
  [/^the journey on ([^\s,]+), /, ([stack]) => ({ stack, level: 'run' })],
  [/^the (?:pipelines|workflow) of ([^\s,]+), /, ([stack]) => ({ stack, level: 'test' })],
  [/^(\S+) on (\S+)$/, ([deploy, stack]) => ({ stack: `${stack}-${deploy}`, level: 'run' })],
  [/^(?:the )?([\w-]+) as .+ sees? (?:it|them)$/, ([what]) => ({ stack: `every stack with ${what}`, level: 'lint' })],
];

export function provenBy(title, env = {}) {
  for (const [pattern, proof] of RULES) {
    const match = pattern.exec(title);
    if (match) return proof(match.slice(1), env);
  }
  return undefined;
}

/** The highest level of each stack of which no step has failed, in order of their names. */
export function levelsOf(steps) {
  const proofs = steps
    .map(({ title, env, passed }) => ({ ...provenBy(title, env), passed }))
    .filter(({ stack }) => stack);
  const failed = new Set(proofs.filter(({ passed }) => !passed).map(({ stack }) => stack));
  const levels = new Map();
  for (const { stack, level } of proofs)
    if (!failed.has(stack)) levels.set(stack, higher(levels.get(stack) ?? level, level));
  return new Map([...levels].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const higher = (a, b) => (LEVELS.indexOf(a) > LEVELS.indexOf(b) ? a : b);

/** The highest level of each choice, `backend/fastapi`, among the stacks that have it; nothing for one that no step was about. */
export function choicesOf(levels, choices) {
  const found = choices.map(({ kind, name }) => {
    const word = new RegExp(`(^|[-+ ])${name.replaceAll('.', '\\.')}($|[-+])`);
    const having = [...levels].filter(([stack]) => stack === 'every stack' || word.test(stack) || isKind(kind, stack));
    return [`${kind}/${name}`, having.map(([, level]) => level).reduce((a, b) => higher(a ?? b, b), undefined)];
  });
  return Object.fromEntries(found.filter(([, level]) => level !== undefined));
}

/** `every stack with pipelines` is about all of the question's choices. */
const isKind = (kind, stack) => kind === 'ci' && stack === 'every stack with pipelines';

export const document = (levels, { date, commit, leftOut }) => `# What was proven

Written by \`PROVEN=1 npm test\` from what ran and passed on ${date}, at commit ${commit}. The levels are those of \`verify\`
([docs/verify.md](verify.md)), each the highest that the stack reached. A part's own linters and tests run once for each backend on each database
and once for each page, as its files are the same whatever stands beside it; \`run\` is the contract suite, or a browser's journey, or the same
in containers.${leftOut.length === 0 ? '' : `\n\n${leftOut.map((line) => `Left out, as this machine had no ${line}`).join('\n')}`}

| stack | level | date | commit |
| --- | --- | --- | --- |
${[...levels].map(([stack, level]) => `| ${stack} | ${level} | ${date} | ${commit} |`).join('\n')}
`;

/** Writes both files. */
export function writeProven(steps, choices, about) {
  const levels = levelsOf(steps);
  const { date, commit } = about;
  writeFileSync('docs/proven.md', document(levels, about));
  writeFileSync(
    'src/data/proven.json',
    `${JSON.stringify({ date, commit, choices: choicesOf(levels, choices) }, null, 2)}\n`,
  );
  return levels;
}
