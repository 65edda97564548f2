// Schemathesis looks for requests that break the document's promises. It needs SCHEMATHESIS_BIN (PyPI: schemathesis 4).
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ended, launch } from '../support/service/program.ts';
import { newPerson } from './support/people.ts';
import { useService } from './support/use-service.ts';

const bin = process.env['SCHEMATHESIS_BIN'];
const SECONDS = Number(process.env['SCHEMATHESIS_SECONDS'] ?? 90);

// deleteMe would delete the user that the run is made as. The refresh token is a cookie that each use changes: its own tests are elsewhere.
const options = [
  ...['--checks', 'all', '--seed', '20261123', '--max-time', String(SECONDS), '--exclude-operation-id', 'deleteMe'],
  ...[
    '--generation-database',
    'none',
    '--continue-on-failure',
    '--no-color',
    '--warnings',
    'off',
    '--request-timeout',
    '20',
  ],
];

describe.runIf(bin)('schemathesis', () => {
  const { api, service } = useService({ LOG_LEVEL: 'error' });

  test(
    'finds nothing',
    async () => {
      const { token } = await newPerson(api);
      const directory = mkdtempSync(join(tmpdir(), 'schemathesis-'));
      writeFileSync(join(directory, 'schemathesis.toml'), '');
      const env = { ...service().env, PYTHONDONTWRITEBYTECODE: '1' };
      const command = [
        bin ?? '',
        'run',
        `${service().url}/openapi.json`,
        '-H',
        `Authorization: Bearer ${token}`,
        ...options,
      ];
      const program = launch(command, { directory, env });
      const { code } = await ended(program, (SECONDS + 120) * 1000);
      rmSync(directory, { recursive: true });
      expect(code, program.stdout() + program.stderr()).toBe(0);
      expect(program.stdout()).toMatch(/No issues found|passed/i);
    },
    (SECONDS + 150) * 1000,
  );
});
