// The journey of test/journey, through the page's server in its container, with the backend's container as "the service" that it starts and stops.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { freePort } from '../../support/service.ts';
import { publishing, type More, type Said } from './engine.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** Runs the files of the journey that have one of these words in their name. */
export async function journey(repo: string, url: string, ports: More, words: readonly string[]): Promise<Said> {
  const port = await freePort();
  const settings = join(repo, '..', 'journey.json');
  writeFileSync(settings, JSON.stringify({ repo, env: { ...process.env, ...ports }, compose: publishing(repo, port) }));
  const script = join(import.meta.dirname, 'journey-service.mjs');
  // Its migrations are a step of compose.yaml.
  const verbs = { serve: `${process.execPath} ${script} ${settings}`, migrate: 'true' };
  const env = {
    BASE_URL: url,
    API_PORT: String(port),
    SERVICE_COMMANDS: JSON.stringify({ directory: repo, verbs }),
    DATABASE_URL: 'sqlite:',
    NETWORK_CHANGES: '1',
  };
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/journey/vitest.config.ts'];
  const options = { cwd: ROOT, env, all: true, reject: false } as const;
  const { exitCode = 1, all } = await execa(process.execPath, [...vitest, ...words], options);
  return { code: exitCode, text: all };
}
