// What the ledger proves: docs/proven.md for readers, and src/data/proven.json, by which `list` and the prompt mark a choice as experimental.

/**
 * @typedef {import('./types.ts').Entry} Entry
 * @typedef {import('./types.ts').Proof} Proof
 */

/** @type {readonly Proof['level'][]} */
const LEVELS = ['render', 'lint', 'build', 'test', 'run'];

/** @type {(a: Proof['level'], b: Proof['level']) => Proof['level']} */
const higher = (a, b) => (LEVELS.indexOf(a) > LEVELS.indexOf(b) ? a : b);

/**
 * The highest level of each stack, with the newest run that reached it.
 * @param {readonly Entry[]} entries
 */
export function stacksOf(entries) {
  const rows = new Map();
  for (const { proof, date, commit } of entries) {
    if (proof === undefined) continue;
    const before = rows.get(proof.stack);
    if (before === undefined || isStronger({ level: proof.level, date }, before))
      rows.set(proof.stack, { stack: proof.stack, level: proof.level, date, commit });
  }
  return [...rows.values()].sort((a, b) => (a.stack < b.stack ? -1 : 1));
}

const isStronger = (one, other) =>
  one.level === other.level ? one.date > other.date : higher(one.level, other.level) === one.level;

/**
 * The highest level of each choice, `backend/fastapi`, among the steps that are about it; nothing for one that none is about.
 * @param {readonly Entry[]} entries
 * @param {readonly string[]} choices
 * @returns {Readonly<Record<string, Proof['level']>>}
 */
export function choicesOf(entries, choices) {
  const proofs = entries.flatMap(({ proof }) => (proof === undefined ? [] : [proof]));
  const levels = choices.map((id) => {
    const found = proofs
      .filter(({ layers }) => layers.some((pattern) => isAbout(pattern, id)))
      .map(({ level }) => level);
    return [id, found.length === 0 ? undefined : found.reduce(higher)];
  });
  return Object.fromEntries(levels.filter(([, level]) => level !== undefined));
}

/** `*` is about every choice, `ci/*` about every one of a kind. */
const isAbout = (pattern, id) => pattern === '*' || pattern === id || pattern === `${id.split('/')[0]}/*`;

/** @param {readonly Entry[]} entries */
export const provenDocument = (entries) => `# What is proven

Written by \`npm test -- all\` from the ledger in [proven/](proven/): what ran and passed, when, and at which commit. The levels are those of
\`verify\` ([verify.md](verify.md)), each the highest that the stack reached. A part's own linters and tests run once for each backend on each
database and once for each frontend, as its files are the same whatever other parts there are; \`run\` is the contract suite, or a browser's
journey, or the same in containers.

| stack | level | date | commit |
| --- | --- | --- | --- |
${stacksOf(entries)
  .map(({ stack, level, date, commit }) => `| ${stack} | ${level} | ${date.slice(0, 10)} | ${commit} |`)
  .join('\n')}
`;

/**
 * The text of src/data/proven.json.
 * @param {readonly Entry[]} entries
 * @param {readonly string[]} choices
 */
export const provenData = (entries, choices) =>
  `${JSON.stringify({ choices: choicesOf(entries, choices) }, null, 2)}\n`;
