import type { Writable } from 'node:stream';

/** Lines broken at blanks so that none is wider than `width`; what is broken off stands below the line's text, not its marks. */
export const wrapped = (lines: readonly string[], width: number): readonly string[] =>
  lines.flatMap((line) => wrapLine(line, width));

function wrapLine(line: string, width: number): readonly string[] {
  if (line.length <= width) return [line];
  const [start = ''] = /^ *(?:[-+−!~·] +|[+−]\d+ +)?/.exec(line) ?? [];
  const words = line.slice(start.length).split(' ');
  const rows: string[] = [];
  let row = start;
  for (const word of words) {
    const isFirst = row.trim() === start.trim() && row.length === start.length;
    if (!isFirst && row.length + 1 + word.length > width) {
      rows.push(row);
      row = ' '.repeat(start.length) + word;
    } else row += (isFirst ? '' : ' ') + word;
  }
  return [...rows, row];
}

/** How wide text for people is set on an output: as wide as the terminal, but no wider than is read with ease. */
export const widthOf = (output: Writable & { readonly columns?: number }): number =>
  Math.min(output.columns ?? 100, 100);
