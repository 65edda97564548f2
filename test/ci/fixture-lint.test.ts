// The pipelines of a provider that is a fixture's folder, as the schema that its manifest names sees them.
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { suiteOn, templatesWith } from '../support/extended.ts';
import { leaveOut } from '../support/place.ts';

test('the schema of a provider that was added as a folder holds, and finds a defect', async (context) => {
  const validator = process.env['CHECK_JSONSCHEMA'] ?? 'check-jsonschema';
  if (spawnSync(validator, ['--version']).status !== 0) leaveOut(context, 'there is no check-jsonschema');
  const { code, stdout, stderr } = await suiteOn(
    templatesWith('ci/bitbucket'),
    'test/ci/vitest.config.ts',
    'test/ci/lint.test.ts',
    'bitbucket',
  );
  expect(code, stdout + stderr).toBe(0);
  expect(stdout).toMatch(/Tests +2 passed/);
});
