/**
 * Merges YAML of mappings in block style, key by key, as lines of its text, so that comments and layout stay. A key without a value is one
 * that somebody else may fill in; two different values are an error, as order must not decide. Items of a list are added.
 */
export function mergeBlocks(base: string, overlay: string): string {
  return linesOf(mergeAll(parse(base), parse(overlay), '')).join('\n') + '\n';
}

/** A line, with the comments and blank lines before it and the deeper lines after it. */
interface Block {
  readonly before: readonly string[];
  readonly line: string;
  readonly below: readonly Block[];
}

const indentOf = (line: string): number => line.length - line.trimStart().length;
const isComment = (line: string): boolean => line.trim() === '' || line.trimStart().startsWith('#');

function parse(text: string): readonly Block[] {
  const lines = text.trimEnd().split('\n');
  return blocksOf(lines, 0, lines.length);
}

/** The blocks among the lines from `begin` to before `end`; each line is looked at once for each block that it lies in. */
function blocksOf(lines: readonly string[], begin: number, end: number): readonly Block[] {
  const blocks: Block[] = [];
  for (let at = begin, next = begin; at < end; at = next) {
    const start = nextOf(lines, at, end, () => true);
    if (start === end) break;
    const line = lines[start] ?? '';
    const indent = indentOf(line);
    const after = nextOf(lines, start + 1, end, (each) => indentOf(each) <= indent);
    next = after === end ? end : upToComments(lines, after);
    blocks.push({ before: lines.slice(at, start), line, below: blocksOf(lines, start + 1, next) });
  }
  return blocks;
}

/** The first place from `at` on of a line that is no comment and fits; `end` where there is none. */
function nextOf(lines: readonly string[], at: number, end: number, fits: (line: string) => boolean): number {
  for (let index = at; index < end; index += 1) {
    const line = lines[index] ?? '';
    if (!isComment(line) && fits(line)) return index;
  }
  return end;
}

/** Comments and blank lines belong to what follows them. */
function upToComments(lines: readonly string[], next: number): number {
  let end = next;
  while (end > 0 && isComment(lines[end - 1] ?? '')) end -= 1;
  return end;
}

const linesOf = (blocks: readonly Block[]): readonly string[] =>
  blocks.flatMap(({ before, line, below }) => [...before, line, ...linesOf(below)]);

/** `key` of `key: value`; a list's item is its own key. */
const keyOf = ({ line }: Block): string => /^\s*([^\s:#-][^:]*):(\s|$)/.exec(line)?.[1] ?? line.trim();
const valueOf = ({ line }: Block): string => /^\s*[^\s:#-][^:]*:\s+(\S.*)$/.exec(line)?.[1] ?? '';

function mergeAll(base: readonly Block[], overlay: readonly Block[], at: string): readonly Block[] {
  const additions = new Map([...overlay].reverse().map((block) => [keyOf(block), block]));
  const have = new Set(base.map(keyOf));
  const merged = base.map((block) => {
    const other = additions.get(keyOf(block));
    return other === undefined ? block : mergeOne(block, other, `${at}/${keyOf(block)}`);
  });
  return [...merged, ...overlay.filter((block) => !have.has(keyOf(block)))];
}

function mergeOne(base: Block, overlay: Block, at: string): Block {
  const [mine, theirs] = [valueOf(base), valueOf(overlay)];
  const added = overlay.before.filter((line) => !base.before.includes(line));
  if (mine === '' && base.below.length === 0) return { ...overlay, before: [...base.before, ...added] };
  if (isText(mine) && isText(theirs))
    throw new Error(`both have a text of several lines for ${at}, and only one layer can have that`);
  const differ = theirs !== '' && theirs !== mine;
  // An anchor names a block, and is no value of it.
  const mixed = theirs !== '' && base.below.length > 0;
  if (differ || mixed) throw new Error(`two layers disagree about ${at}: ${mine || 'a block'} and ${theirs}`);
  return { ...base, below: mergeAll(base.below, overlay.below, at) };
}

/** Whether a value begins a text of several lines: `|`, `>-`. Its lines have no keys to merge by. */
const isText = (value: string): boolean => /^[|>][-+0-9]*$/.test(value);
