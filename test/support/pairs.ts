/** One choice for each question. */
export type Row = Readonly<Record<string, string>>;

/**
 * Rows in which every pair of choices of two questions occurs at least once: the row of the full product that covers most uncovered pairs,
 * again and again. The same input gives the same rows.
 */
export function coveringRows(questions: Readonly<Record<string, readonly string[]>>): readonly Row[] {
  const all = product(Object.entries(questions));
  const uncovered = new Set(all.flatMap(pairsOf));
  const rows: Row[] = [];
  while (uncovered.size > 0) {
    const best = all.reduce((a, b) => (gain(b, uncovered) > gain(a, uncovered) ? b : a));
    pairsOf(best).forEach((pair) => uncovered.delete(pair));
    rows.push(best);
  }
  return rows;
}

const product = ([first, ...rest]: readonly (readonly [string, readonly string[]])[]): readonly Row[] =>
  first === undefined
    ? [{}]
    : first[1].flatMap((choice) => product(rest).map((row) => ({ [first[0]]: choice, ...row })));

const gain = (row: Row, uncovered: ReadonlySet<string>): number =>
  pairsOf(row).filter((pair) => uncovered.has(pair)).length;

function pairsOf(row: Row): readonly string[] {
  const choices = Object.entries(row).map(([question, choice]) => `${question}=${choice}`);
  return choices.flatMap((a, index) => choices.slice(index + 1).map((b) => `${a} ${b}`));
}
