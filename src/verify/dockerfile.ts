import { nameOf } from './text.ts';

/** One instruction of a Dockerfile, its continued lines joined. */
export interface Instruction {
  readonly keyword: string;
  readonly words: string;
  readonly line: number;
}

export const isDockerfile = (path: string): boolean =>
  /^(Dockerfile|.+\.Dockerfile|Dockerfile\..+)$/.test(nameOf(path));

export function instructionsOf(text: string): readonly Instruction[] {
  const found: Instruction[] = [];
  let open = '';
  let begin = 0;
  text.split('\n').forEach((line, index) => {
    if (/^\s*#/.test(line) || (open === '' && line.trim() === '')) return;
    if (open === '') begin = index + 1;
    open += line;
    if (open.endsWith('\\')) {
      open = `${open.slice(0, -1)} `;
      return;
    }
    const [, keyword = '', words = ''] = /^\s*(\S+)\s*(.*)$/s.exec(open) ?? [];
    found.push({ keyword, words: words.trim(), line: begin });
    open = '';
  });
  return found;
}

/** Flags of an instruction, `--from=build`, and the words after them. */
export function wordsOf({ words }: Instruction): {
  readonly flags: Readonly<Record<string, string>>;
  readonly rest: readonly string[];
} {
  const all = words.split(/\s+/).filter(Boolean);
  const flags = all.filter((word) => word.startsWith('--'));
  return {
    flags: Object.fromEntries(flags.map((flag) => flag.slice(2).split('=', 2) as [string, string])),
    rest: all.filter((word) => !word.startsWith('--')),
  };
}

/** The image of a FROM and the name that its stage has. */
export function stageOf(instruction: Instruction): { readonly image: string; readonly name: string | undefined } {
  const { rest } = wordsOf(instruction);
  return { image: rest[0] ?? '', name: rest[1]?.toUpperCase() === 'AS' ? rest[2] : undefined };
}
