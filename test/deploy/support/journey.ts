// The journey of test/journey, through a page's server that is deployed, with the deployed backend as "the service" that it starts and stops.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { freePort } from '../../support/service.ts';
import { publishing, type More, type Said } from './engine.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** The journey through containers: the backend's is recreated with the journey's variables. */
export async function journey(repo: string, url: string, ports: More, words: readonly string[]): Promise<Said> {
  const port = await freePort();
  const settings = join(repo, '..', 'journey.json');
  writeFileSync(settings, JSON.stringify({ repo, env: { ...process.env, ...ports }, compose: publishing(repo, port) }));
  const script = join(import.meta.dirname, 'journey-service.mjs');
  return journeyAt({ repo, url, port, serve: `${process.execPath} ${script} ${settings}` }, words);
}

interface Place {
  readonly repo: string;
  readonly url: string;
  /** Where the API is, past the page, while `serve` runs. */
  readonly port: number;
  readonly serve: string;
}

/** Runs the files of the journey that have one of these words in their name. */
export async function journeyAt({ repo, url, port, serve }: Place, words: readonly string[]): Promise<Said> {
  // Whoever deployed it has migrated.
  const commands = { directory: repo, verbs: { serve, migrate: 'true' } };
  const env = {
    ...{ BASE_URL: url, API_PORT: String(port), NETWORK_CHANGES: '1' },
    // The deployed service has its own database, and takes no other.
    ...{ DATABASE_TESTS: join(ROOT, 'templates/database/sqlite/tests.mjs'), DATABASE_SERVER: '' },
    SERVICE_COMMANDS: JSON.stringify(commands),
  };
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/journey/vitest.config.ts'];
  const options = { cwd: ROOT, env, all: true, reject: false } as const;
  const { exitCode = 1, all } = await execa(process.execPath, [...vitest, ...words], options);
  return { code: exitCode, text: all };
}
