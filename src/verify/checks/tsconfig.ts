import type { Finding, Inspected, Repo, TreeCheck } from '../check.ts';
import { directoryOf, nameOf, resolvedFrom } from '../text.ts';

interface TsConfig {
  readonly extends?: string | readonly string[];
  readonly references?: readonly { readonly path: string }[];
  readonly files?: readonly string[];
  readonly include?: readonly string[];
}

export const tsconfig: TreeCheck = {
  name: 'tsconfig',
  description: 'what a tsconfig.json extends, refers to and includes is there',
  scope: 'tree',
  reads: (path) => /^tsconfig(\.[\w-]+)*\.json$/.test(nameOf(path)),
  run: (repo) => repo.files.flatMap((file) => problemsOf(file, repo)),
};

function problemsOf({ path, text }: Inspected, { has }: Repo): readonly Finding[] {
  const config = parsed(text);
  const named = [
    ...[config.extends ?? []].flat().filter((each) => each.startsWith('.')),
    ...(config.references ?? []).map((each) => each.path),
    ...(config.files ?? []),
    // Of a pattern, the directory that it begins with.
    ...(config.include ?? []).map((each) => each.split(/[*?]/, 1)[0] ?? '').filter((each) => each !== ''),
  ];
  return named
    .filter((each) => !has(resolvedFrom(directoryOf(path), each) ?? '…'))
    .map((each) => ({ path, message: `names ${each}, which is not there` }));
}

function parsed(text: string): TsConfig {
  try {
    return JSON.parse(text) as TsConfig;
  } catch {
    // The check of JSON says so.
    return {};
  }
}
