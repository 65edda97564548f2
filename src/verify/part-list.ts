import type { Repo } from './check.ts';

/** What a repository says of its parts in scripts/parts.json. */
export interface ListedPart {
  readonly name: string;
  readonly directory: string;
  readonly port: { readonly variable: string; readonly default: string };
  readonly health?: string;
  readonly install?: { readonly lock: string };
  readonly verbs: Readonly<Record<string, readonly string[]>>;
}

export const PARTS = 'scripts/parts.json';

/** The parts; none where the list can't be read, which is another check's to say. */
export function partsIn(repo: Repo): readonly ListedPart[] {
  try {
    return JSON.parse(repo.file(PARTS)?.text ?? '[]') as readonly ListedPart[];
  } catch {
    return [];
  }
}
