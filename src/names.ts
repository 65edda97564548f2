import { RESERVED, RESERVED_PREFIXES } from './data/reserved.ts';
import { titleCase } from './options.ts';

/** One project's name in the spellings that its parts need. */
export interface Names {
  /** For npm, Docker, Kubernetes and directories: `my-app`. */
  readonly name: string;
  /** For Python and SQL: `my_app`. */
  readonly module: string;
  /** For people: `My App`; letters, digits and blanks only. */
  readonly title: string;
}

export type CheckedName =
  | { readonly ok: true; readonly names: Names }
  | { readonly ok: false; readonly reason: string; readonly suggestion: string };

/** Leaves room for suffixes such as `-migrations-1a2b3c` below Kubernetes' 63 characters. */
export const LONGEST_NAME = 40;

/** The spellings of a name that is valid everywhere, or why it isn't and a similar one that is. Never throws. */
export function checkName(name: string): CheckedName {
  const reason = violation(name);
  if (reason !== undefined) return { ok: false, reason, suggestion: suggestionFor(name) };
  return { ok: true, names: { name, module: name.replaceAll('-', '_'), title: titleCase(name) } };
}

type Rule = (name: string) => string | undefined;

const refuse =
  (pattern: RegExp, reason: string): Rule =>
  (name) =>
    pattern.test(name) ? reason : undefined;

// In this order: the first that holds is told.
const RULES: readonly Rule[] = [
  refuse(/^$/, 'A name is needed.'),
  // Before the rules for characters: "node_modules" is refused for what it is.
  reserved,
  refuse(/\p{Cc}|\p{Cs}/u, 'It holds a character that can’t be shown.'),
  refuse(/\p{Lu}/u, 'Capital letters are not allowed.'),
  refuse(/\s/u, 'Blanks are not allowed; use dashes.'),
  refuse(/_/, 'Underscores are not allowed; use dashes.'),
  refuse(/\./, 'Dots are not allowed; use dashes.'),
  refuse(/[^a-z0-9-]/, 'Only the letters a to z, digits and dashes are allowed.'),
  refuse(/^\d/, 'The first character must be a letter, not a digit.'),
  refuse(/^-/, 'The first character must be a letter, not a dash.'),
  refuse(/-$/, 'The last character must be a letter or a digit, not a dash.'),
  refuse(/--/, 'Two dashes in a row are not allowed.'),
  (name) =>
    name.length > LONGEST_NAME
      ? `It has ${String(name.length)} characters; at most ${String(LONGEST_NAME)} are allowed.`
      : undefined,
];

function violation(name: string): string | undefined {
  for (const rule of RULES) {
    const reason = rule(name);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function reserved(name: string): string | undefined {
  const word = name.toLowerCase().replaceAll(/[._]/g, '-');
  const owner = RESERVED.find(({ words }) => words.trim().split(/\s+/).includes(word));
  if (owner !== undefined) return `"${name}" is ${owner.what}.`;
  const kept = RESERVED_PREFIXES.find(({ prefix }) => word.startsWith(prefix));
  return kept === undefined ? undefined : `Names that begin with "${kept.prefix}" belong to ${kept.owner}.`;
}

const FALLBACK = 'my-app';

/** A name that passes and is as near as can be to what was asked for. */
function suggestionFor(name: string): string {
  const base = cut(dashed(name), LONGEST_NAME) || FALLBACK;
  const candidates = [base, `${cut(base, LONGEST_NAME - 4)}-app`, cut(`my-${base}`, LONGEST_NAME)];
  return candidates.find((candidate) => violation(candidate) === undefined) ?? FALLBACK;
}

const cut = (name: string, length: number): string => name.slice(0, length).replace(/-+$/, '');

const LETTERS: Readonly<Record<string, string>> = {
  æ: 'ae',
  ð: 'd',
  đ: 'd',
  ł: 'l',
  ø: 'o',
  œ: 'oe',
  ß: 'ss',
  þ: 'th',
};

// "MyÉtude 2.0" → "my-etude-2-0".
const dashed = (name: string): string =>
  name
    .slice(0, 4 * LONGEST_NAME)
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1-$2')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[æðđłøœßþ]/g, (letter) => LETTERS[letter] ?? '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
