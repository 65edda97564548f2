import { choicesOf } from '../../src/answers.ts';
import { openCatalog } from '../../src/catalog.ts';
import { questions } from '../../src/options.ts';
import { coveringRows, type Row } from '../support/pairs.ts';

export interface Stack {
  /** Directory and project name: `fastapi-react-sqlite`. */
  readonly name: string;
  readonly answers: Row;
  readonly flags: readonly string[];
}

const ASKED = new Set(['backend', 'frontend', 'database']);

// What a profile presets in `.env` must not fail a repository's own tests: tried where there is no page, so with each backend. Where there is one,
// the repository has its image too, and so the configuration of its server.
const more = ({ frontend }: Row): readonly string[] =>
  frontend === 'none' ? ['--compliance', 'pci-dss'] : ['--deploy', 'docker'];

/** Stacks in which every pair of backend, frontend and database occurs; computed from the questions. */
export function stacksIn(templates: string): readonly Stack[] {
  const catalog = openCatalog(templates);
  const asked = questions.filter(({ key }) => ASKED.has(key));
  return coveringRows(Object.fromEntries(asked.map((question) => [question.key, choicesOf(question, catalog)]))).map(
    (answers) => ({
      name: Object.values(answers).join('-'),
      answers,
      flags: [...Object.entries(answers).flatMap(([key, choice]) => [`--${key}`, choice]), ...more(answers)],
    }),
  );
}
