/**
 * A template as the package ships it: what Handlebars' parser made of it, for the part of the language that templates may use
 * (docs/layers.md). Running it takes neither Handlebars' runtime nor a function for each template, which took a fifth of a scaffold to load.
 */
export type Program = readonly (string | Value | Block)[];

/** Where a value is: steps outwards first, then names; `@first` of a list's item. */
export interface Path {
  readonly out: number;
  readonly names: readonly string[];
  readonly data?: string;
}

export interface Value {
  readonly value: Path;
}

export interface Block {
  readonly kind: 'if' | 'unless' | 'each';
  readonly on: Path;
  readonly body: Program;
  readonly otherwise: Program;
}

/** What names are looked up in: an item of a list, in what is around the list. */
interface Scope {
  readonly context: unknown;
  readonly around?: Scope;
  readonly first?: boolean;
}

/** The text of a program for a view; a name that the view does not have is an error. */
export const runProgram = (program: Program, view: object): string => run(program, { context: view });

const run = (program: Program, scope: Scope): string => program.map((part) => textOf(part, scope)).join('');

function textOf(part: Program[number], scope: Scope): string {
  if (typeof part === 'string') return part;
  if ('value' in part) return shown(lookUp(part.value, scope), part.value);
  const { kind, on, body, otherwise } = part;
  const found = lookUp(on, scope);
  if (kind === 'each' && Array.isArray(found) && found.length > 0)
    return found.map((context, index) => run(body, { context, around: scope, first: index === 0 })).join('');
  return run(kind === 'each' ? otherwise : isEmpty(found) === (kind === 'unless') ? body : otherwise, scope);
}

const isEmpty = (value: unknown): boolean => !value || (Array.isArray(value) && value.length === 0);

function lookUp({ out, names, data }: Path, scope: Scope): unknown {
  if (data !== undefined) return scope[data as 'first'];
  let from: Scope | undefined = scope;
  for (let step = 0; step < out; step += 1) from = from?.around;
  return names.reduce((found: unknown, name) => (found as Readonly<Record<string, unknown>>)[name], from?.context);
}

function shown(value: unknown, { names }: Path): string {
  if (value === undefined) throw new Error(`"${names.join('.')}" not defined`);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
