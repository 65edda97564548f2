import { openCatalog } from '../../src/catalog.ts';
import { coveringRows } from '../../src/verify/covering.ts';
import { combinationsOf, type Row } from '../../src/verify/stacks.ts';

export interface Stack {
  /** Directory and project name: `fastapi-react-sqlite`. */
  readonly name: string;
  readonly answers: Row;
  readonly flags: readonly string[];
}

const ASKED = ['backend', 'frontend', 'database'];
// What the other questions shape is proven elsewhere.
const FIXED = { license: 'mit', ci: [], deploy: [] };

// What a profile presets in `.env` must not fail a repository's own tests: tried where there is no page, so with each backend. Where there is one,
// the repository has its image too, and so the configuration of its server.
const more = ({ frontend }: Row): readonly string[] =>
  frontend === 'none' ? ['--compliance', 'pci-dss'] : ['--deploy', 'docker'];

/** Stacks in which every pair of backend, frontend and database occurs that goes together; computed from the questions. */
export function stacksIn(templates: string): readonly Stack[] {
  const valid = combinationsOf(FIXED, openCatalog(templates)).map(({ row }) => asked(row));
  return coveringRows(valid, (row) => row).map((answers) => ({
    name: Object.values(answers).join('-'),
    answers,
    flags: [...Object.entries(answers).flatMap(([key, choice]) => [`--${key}`, choice]), ...more(answers)],
  }));
}

const asked = (row: Row): Row => Object.fromEntries(ASKED.map((key) => [key, row[key] ?? '']));
