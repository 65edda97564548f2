// compose.yaml of every stack as Docker Compose reads it. No engine is needed, `docker compose` is.
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { environment } from '../support/cli.ts';
import { emptyPlace, leaveOut } from '../support/place.ts';
import { readCompose } from './support/compose.ts';
import { put } from './support/put.ts';
import { combinations, nameOf, textOf, treeOf } from './support/stacks.ts';

const compose = (cwd: string, ...args: readonly string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync('docker', ['compose', ...args], { cwd, encoding: 'utf8', env: environment() });
const isThere = spawnSync('docker', ['compose', 'version']).status === 0;

interface Config {
  readonly services: Readonly<Record<string, { readonly environment?: Readonly<Record<string, string | null>> }>>;
}

describe.each(combinations.map((answers) => [nameOf(answers), answers] as const))('%s', (_name, answers) => {
  const tree = treeOf(answers, { deploy: ['docker'] });
  const text = textOf(tree, 'compose.yaml');
  const example = textOf(tree, '.env.example');

  test('is taken as it is with what .env.example has, without a warning', (context) => {
    if (!isThere) leaveOut(context, 'there is no `docker compose`');
    const place = emptyPlace();
    put(place, { 'compose.yaml': text, '.env': example.replaceAll('change-me', 'x'.repeat(32)) });
    const { status, stdout, stderr } = compose(place, 'config', '--format', 'json');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const { services } = JSON.parse(stdout) as Config;
    expect(Object.keys(services).sort()).toEqual(Object.keys(readCompose(text).services).sort());
    expect(services['backend']?.environment?.['SECRET_KEY']).toBe('x'.repeat(32));
    expect(stdout).not.toContain('${');
  });

  test('names every secret that is missing', (context) => {
    if (!isThere) leaveOut(context, 'there is no `docker compose`');
    const secrets = [...example.matchAll(/^(\w+)=change-me$/gm)].map(([, name = '']) => name);
    expect(secrets.length).toBeGreaterThan(0);
    for (const missing of secrets) {
      const place = emptyPlace();
      const rest = example.replace(`${missing}=change-me`, `${missing}=`);
      put(place, { 'compose.yaml': text, '.env': rest });
      const { status, stderr } = compose(place, 'config', '--quiet');
      expect(status).not.toBe(0);
      expect(stderr).toContain(`required variable ${missing} is missing a value`);
    }
  });
});
