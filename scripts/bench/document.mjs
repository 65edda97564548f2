import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const PATH = 'docs/benchmarks.md';
const HEAD = `# Benchmarks

Written by the scripts that measured: \`npm run bench\`, \`npm run bench:backends\`. Ratios count, not milliseconds: the machine is a small shared one.
`;

/** Replaces one section of docs/benchmarks.md, between its markers, and leaves the others. */
export function writeSection(name, heading, rows) {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const section = `${begin}\n## ${TITLES[name]}\n\n${heading}\n${rows.join('\n')}\n${end}`;
  const before = existsSync(PATH) ? readFileSync(PATH, 'utf8') : HEAD;
  const there = new RegExp(`${begin}[^]*${end}`);
  writeFileSync(PATH, there.test(before) ? before.replace(there, () => section) : `${before}\n${section}\n`);
}

const TITLES = {
  cli: 'The CLI',
  verify: 'Every stack, rendered and checked',
  backends: 'The backends',
  images: 'The images',
};
