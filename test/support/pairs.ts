import { coveringRows as covering, type Row } from '../../src/covering.ts';

export type { Row };

/** Rows in which every pair of choices of two questions occurs at least once, out of the full product. */
export const coveringRows = (questions: Readonly<Record<string, readonly string[]>>): readonly Row[] =>
  covering(product(Object.entries(questions)), (row) => row);

const product = ([first, ...rest]: readonly (readonly [string, readonly string[]])[]): readonly Row[] =>
  first === undefined
    ? [{}]
    : first[1].flatMap((choice) => product(rest).map((row) => ({ [first[0]]: choice, ...row })));
