import { join } from 'node:path';
import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
// Without types: these rules need none, and a program of all files takes seconds.
const eslint = new ESLint({
  cwd: ROOT,
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  ruleFilter: ({ ruleId }) => /(^|\/)no-restricted-/.test(ruleId),
});

const problems = async (text: string, path: string): Promise<readonly string[]> => {
  const [result] = await eslint.lintText(text, { filePath: join(ROOT, path) });
  return (result?.messages ?? []).map(({ message }) => message);
};

test.each([
  ["import { execa } from 'execa';", 'src/finish.ts', /Only src\/processes\.ts imports it/],
  ["await import('execa');", 'src/finish.ts', /Only src\/processes\.ts/],
  ["import { spawn } from 'node:child_process';", 'src/processes.ts', /Only src\/programs\.ts imports it/],
  ["import pc from 'picocolors';", 'src/verify/report.ts', /Only src\/ui\.ts imports it/],
  ["import { writeFileSync } from 'node:fs';", 'src/commands/verify.ts', /Only src\/write\.ts writes/],
  ["import { writeFile } from 'node:fs/promises';", 'src/config.ts', /Only src\/write\.ts/],
  ["import { LEVELS } from './verify/level.ts';", 'src/proven.ts', /wrong direction/],
  ["import type { Io } from '../commands/create.ts';", 'src/render/render.ts', /wrong direction/],
  ["import { list } from '../../commands/list.ts';", 'src/verify/checks/json.ts', /wrong direction/],
  ["import { sha256 } from '../../test/support/place.ts';", 'src/render/render.ts', /wrong direction/],
])('%s in %s is an error', async (text, path, message) => {
  expect(await problems(text, path)).toEqual([expect.stringMatching(message)]);
});

test.each([
  ["import { execa } from 'execa';", 'src/processes.ts'],
  ["import { writeFileSync } from 'node:fs';", 'src/write.ts'],
  ["import { existsSync, readFileSync } from 'node:fs';", 'src/config.ts'],
  ["import { render } from '../render/render.ts';", 'src/verify/rendered.ts'],
  ["import { verifyAll } from '../verify/verify.ts';", 'src/commands/verify.ts'],
  ["await import('./commands/verify.ts');", 'src/cli.ts'],
])('%s in %s is none', async (text, path) => {
  expect(await problems(text, path)).toEqual([]);
});
