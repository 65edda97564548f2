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
  return blocksOf(text.trimEnd().split('\n'));
}

function blocksOf(lines: readonly string[]): readonly Block[] {
  const start = lines.findIndex((line) => !isComment(line));
  if (start < 0) return [];
  const line = lines[start] ?? '';
  const deeper = lines.slice(start + 1).findIndex((each) => !isComment(each) && indentOf(each) <= indentOf(line));
  const end = deeper < 0 ? lines.length : upToComments(lines, start + 1 + deeper);
  const block = { before: lines.slice(0, start), line, below: blocksOf(lines.slice(start + 1, end)) };
  return [block, ...blocksOf(lines.slice(end))];
}

/** Comments and blank lines belong to what follows them. */
function upToComments(lines: readonly string[], next: number): number {
  const last = lines.slice(0, next).findLastIndex((line) => !isComment(line));
  return last + 1;
}

const linesOf = (blocks: readonly Block[]): readonly string[] =>
  blocks.flatMap(({ before, line, below }) => [...before, line, ...linesOf(below)]);

/** `key` of `key: value`; a list's item is its own key. */
const keyOf = ({ line }: Block): string => /^\s*([^\s:#-][^:]*):(\s|$)/.exec(line)?.[1] ?? line.trim();
const valueOf = ({ line }: Block): string => /^\s*[^\s:#-][^:]*:\s+(\S.*)$/.exec(line)?.[1] ?? '';

function mergeAll(base: readonly Block[], overlay: readonly Block[], at: string): readonly Block[] {
  const merged = base.map((block) => {
    const other = overlay.find((each) => keyOf(each) === keyOf(block));
    return other === undefined ? block : mergeOne(block, other, `${at}/${keyOf(block)}`);
  });
  return [...merged, ...overlay.filter((block) => !base.some((each) => keyOf(each) === keyOf(block)))];
}

function mergeOne(base: Block, overlay: Block, at: string): Block {
  const [mine, theirs] = [valueOf(base), valueOf(overlay)];
  const added = overlay.before.filter((line) => !base.before.includes(line));
  if (mine === '' && base.below.length === 0) return { ...overlay, before: [...base.before, ...added] };
  const differ = theirs !== '' && theirs !== mine;
  // An anchor names a block, and is no value of it.
  const mixed = theirs !== '' && base.below.length > 0;
  if (differ || mixed) throw new Error(`two layers disagree about ${at}: ${mine || 'a block'} and ${theirs}`);
  return { ...base, below: mergeAll(base.below, overlay.below, at) };
}
