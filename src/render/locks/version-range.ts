import { compareVersions } from '../../versions.ts';

/** Python versions from one, included, up to another, excluded; an open end is absent. */
export interface Range {
  readonly from?: string;
  readonly to?: string;
}

export const EVERY: Range = {};

const isBefore = (a: string | undefined, b: string | undefined): boolean =>
  a === undefined || (b !== undefined && compareVersions(a, b) < 0);

const range = (from: string | undefined, to: string | undefined): Range => ({
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
});

// An absent start is the smallest, an absent end the greatest.
const laterStart = (a?: string, b?: string): string | undefined => (isBefore(a, b) ? b : a);
const earlierStart = (a?: string, b?: string): string | undefined => (isBefore(a, b) ? a : b);
const laterEnd = (a?: string, b?: string): string | undefined =>
  a === undefined || b === undefined ? undefined : isBefore(a, b) ? b : a;
const earlierEnd = (a?: string, b?: string): string | undefined =>
  a === undefined ? b : b === undefined || isBefore(a, b) ? a : b;

/** What lies in both. */
export const intersection = (a: Range, b: Range): Range => range(laterStart(a.from, b.from), earlierEnd(a.to, b.to));

export const isEmpty = ({ from, to }: Range): boolean =>
  from !== undefined && to !== undefined && compareVersions(from, to) >= 0;

/** What lies in one of them, where no gap is between them. */
export function joined(a: Range, b: Range): Range | undefined {
  const { from, to } = intersection(a, b);
  const hasGap = from !== undefined && to !== undefined && compareVersions(from, to) > 0;
  return hasGap ? undefined : range(earlierStart(a.from, b.from), laterEnd(a.to, b.to));
}

const PLAIN = /^\d+(\.\d+)*$/;

/** The versions that a comparison allows, where it is one of Python versions that a range can say. */
export function rangeOf(variable: string, operator: string, value: string): Range | undefined {
  const isMinor = variable === 'python_version' && /^\d+\.\d+$/.test(value);
  if (variable !== 'python_full_version' && !isMinor) return undefined;
  if (operator === '>=' && PLAIN.test(value)) return { from: value };
  if (operator === '<' && PLAIN.test(value)) return { to: value };
  const minor = operator !== '==' ? undefined : isMinor ? value : /^(\d+\.\d+)\.\*$/.exec(value)?.[1];
  return minor === undefined ? undefined : { from: minor, to: following(minor) };
}

const following = (minor: string): string => minor.replace(/\d+$/, (last) => String(Number(last) + 1));

/** The range as comparisons, in uv's spelling. */
export function showRange({ from, to }: Range): readonly string[] {
  if (from !== undefined && /^\d+\.\d+$/.test(from) && to === following(from))
    return [`python_full_version == '${from}.*'`];
  return [
    ...(from === undefined ? [] : [`python_full_version >= '${from}'`]),
    ...(to === undefined ? [] : [`python_full_version < '${to}'`]),
  ];
}
