/** One value for each question; choices of a list are joined by `+`. */
export type Row = Readonly<Record<string, string>>;

/**
 * The fewest rows that a greedy search finds in which every pair of choices occurs that occurs in any row at all: the row that covers most
 * uncovered pairs, again and again. The same input gives the same rows.
 */
export function coveringRows<T>(all: readonly T[], rowOf: (item: T) => Row): readonly T[] {
  const items = all.map((item) => ({ item, pairs: pairsOf(rowOf(item)) }));
  const uncovered = new Set(items.flatMap(({ pairs }) => pairs));
  const gain = (pairs: readonly string[]): number => pairs.filter((pair) => uncovered.has(pair)).length;
  const chosen: T[] = [];
  while (uncovered.size > 0) {
    const best = items.reduce(
      (a, b) => {
        const found = gain(b.pairs);
        return found > a.gain ? { ...b, gain: found } : a;
      },
      { item: undefined as T | undefined, pairs: [] as readonly string[], gain: 0 },
    );
    best.pairs.forEach((pair) => uncovered.delete(pair));
    if (best.item !== undefined) chosen.push(best.item);
  }
  return chosen;
}

/** The pairs of choices in a row, also of two in one list. */
function pairsOf(row: Row): readonly string[] {
  const choices = Object.entries(row).flatMap(([question, value]) =>
    value.split('+').map((choice) => `${question}=${choice}`),
  );
  return choices.flatMap((a, index) => choices.slice(index + 1).map((b) => `${a} ${b}`));
}

/** How many of the pairs that are possible occur in some rows. */
export function coverage(
  chosen: readonly Row[],
  all: readonly Row[],
): { readonly covered: number; readonly possible: number } {
  const covered = new Set(chosen.flatMap(pairsOf));
  return { covered: covered.size, possible: new Set(all.flatMap(pairsOf)).size };
}
