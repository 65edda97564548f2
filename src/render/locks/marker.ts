import { EVERY, intersection, isEmpty, joined, rangeOf, showRange, type Range } from './version-range.ts';

/**
 * An environment marker (`sys_platform == 'win32' and …`) as the ways in which it can hold: one clause must. No clause never holds, a clause
 * without conditions always does.
 */
export type Marker = readonly Clause[];

/** Conditions that hold together: a range of Python versions, and comparisons as they are written. */
interface Clause {
  readonly python: Range;
  readonly atoms: readonly string[];
}

export const ALWAYS: Marker = [{ python: EVERY, atoms: [] }];
export const NEVER: Marker = [];

/** Both hold. */
export const and = (a: Marker, b: Marker): Marker => simplified(a.flatMap((one) => b.map((other) => both(one, other))));

/** At least one holds. */
export const or = (a: Marker, b: Marker): Marker => simplified([...a, ...b]);

const both = (a: Clause, b: Clause): Clause => ({
  python: intersection(a.python, b.python),
  atoms: [...new Set([...a.atoms, ...b.atoms])].sort(),
});

export const showMarker = (marker: Marker): string =>
  marker
    .map((clause) => conditions(clause))
    .map((parts) => (marker.length > 1 && parts.length > 1 ? `(${parts.join(' and ')})` : parts.join(' and ')))
    .sort()
    .join(' or ');

const conditions = ({ python, atoms }: Clause): readonly string[] => [...showRange(python), ...atoms];

const simplified = (clauses: readonly Clause[]): Marker =>
  clauses.flatMap(reduced).reduce<readonly Clause[]>(addClause, []);

// Every merge takes a clause away, so this ends.
function addClause(clauses: readonly Clause[], clause: Clause): readonly Clause[] {
  for (const other of clauses) {
    const union = unionOf(other, clause);
    if (union !== undefined)
      return addClause(
        clauses.filter((each) => each !== other),
        union,
      );
  }
  return [...clauses, clause];
}

/** The clause without what it says twice; nothing where it contradicts itself. */
function reduced(clause: Clause): readonly Clause[] {
  if (isEmpty(clause.python)) return [];
  const equal = new Map<string, string>();
  for (const { variable, operator, value } of clause.atoms.map(partsOf)) {
    if (operator !== '==') continue;
    if ((equal.get(variable) ?? value) !== value) return [];
    equal.set(variable, value);
  }
  const unequal = clause.atoms.filter((atom) => partsOf(atom).operator === '!=' && equal.has(partsOf(atom).variable));
  if (unequal.some((atom) => equal.get(partsOf(atom).variable) === partsOf(atom).value)) return [];
  return [{ ...clause, atoms: clause.atoms.filter((atom) => !unequal.includes(atom)) }];
}

/** One clause that holds exactly where one of the two does, if there is one. */
function unionOf(a: Clause, b: Clause): Clause | undefined {
  const [onlyA, onlyB] = [without(a.atoms, b.atoms), without(b.atoms, a.atoms)];
  if (onlyA.length === 0 && isSame(joined(a.python, b.python), a.python)) return a;
  if (onlyB.length === 0 && isSame(joined(a.python, b.python), b.python)) return b;
  if (onlyA.length === 0 && onlyB.length === 0) {
    const python = joined(a.python, b.python);
    return python && { python, atoms: a.atoms };
  }
  const [x, y] = [onlyA[0], onlyB[0]];
  const areOpposite =
    onlyA.length === 1 && onlyB.length === 1 && x !== undefined && y !== undefined && opposite(x) === y;
  return areOpposite && isSame(a.python, b.python) ? { ...a, atoms: without(a.atoms, onlyA) } : undefined;
}

const without = (atoms: readonly string[], others: readonly string[]): readonly string[] =>
  atoms.filter((atom) => !others.includes(atom));

const isSame = (a: Range | undefined, b: Range): boolean => a?.from === b.from && a?.to === b.to;

const opposite = (atom: string): string => {
  const { variable, operator, value } = partsOf(atom);
  return `${variable} ${operator === '==' ? '!=' : operator === '!=' ? '==' : operator} ${value}`;
};

interface Comparison {
  readonly variable: string;
  readonly operator: string;
  readonly value: string;
}

function partsOf(atom: string): Comparison {
  const [variable = '', operator = '', ...value] = atom.split(' ');
  return { variable, operator, value: value.join(' ') };
}

const TOKEN = /\s*(\(|\)|'[^']*'|"[^"]*"|[a-z_]+|[<>=!~]+)/gy;

/** Reads a marker; throws where it isn't one, or where it asks for an extra, which a lock has followed already. */
export function parseMarker(text: string): Marker {
  const tokens = [...text.matchAll(TOKEN)].map(([, token]) => token ?? '');
  const isWhole = tokens.join('').length === text.replace(/\s+(?=(?:[^'"]|'[^']*'|"[^"]*")*$)/g, '').length;
  const reader = new Reader(tokens);
  const marker = reader.disjunction();
  if (!isWhole || !reader.atEnd()) throw new Error(`not a marker: ${text}`);
  return marker;
}

class Reader {
  private readonly tokens: readonly string[];
  private at = 0;

  constructor(tokens: readonly string[]) {
    this.tokens = tokens;
  }

  atEnd(): boolean {
    return this.at === this.tokens.length;
  }

  disjunction(): Marker {
    let marker = this.conjunction();
    while (this.take('or')) marker = or(marker, this.conjunction());
    return marker;
  }

  private conjunction(): Marker {
    let marker = this.primary();
    while (this.take('and')) marker = and(marker, this.primary());
    return marker;
  }

  private primary(): Marker {
    if (!this.take('(')) return comparison(this.next(), this.next(), this.next());
    const marker = this.disjunction();
    if (!this.take(')')) throw new Error(`a marker lacks ")": ${this.tokens.join(' ')}`);
    return marker;
  }

  private take(token: string): boolean {
    const isNext = this.tokens[this.at] === token;
    if (isNext) this.at += 1;
    return isNext;
  }

  private next(): string {
    const token = this.tokens[this.at];
    if (token === undefined) throw new Error(`a marker ends early: ${this.tokens.join(' ')}`);
    this.at += 1;
    return token;
  }
}

function comparison(variable: string, operator: string, quoted: string): Marker {
  if (
    !/^[a-z_]+$/.test(variable) ||
    variable === 'extra' ||
    !/^(==|!=|<=?|>=?|~=)$/.test(operator) ||
    !/^['"]/.test(quoted)
  )
    throw new Error(`not a comparison that a lock can hold: ${variable} ${operator} ${quoted}`);
  const value = quoted.slice(1, -1);
  const python = rangeOf(variable, operator, value);
  return [
    python === undefined ? { python: EVERY, atoms: [`${variable} ${operator} '${value}'`] } : { python, atoms: [] },
  ];
}
