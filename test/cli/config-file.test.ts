// A config file as editors save it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../support/cli.ts';
import { emptyPlace } from '../support/place.ts';

const planWith = async (
  content: Buffer | string,
  name = 'answers.yaml',
): Promise<{ code: number | null; text: string }> => {
  const cwd = emptyPlace();
  writeFileSync(join(cwd, name), content);
  const { code, stdout, stderr } = await run(['--config', name, '--dry-run', '--yes'], { cwd });
  return { code, text: stdout + stderr };
};

const JSON_TEXT = '{ "$schema": "./schema.json", "name": "caf", "description": "Café" }';

test.each([
  ['UTF-8', Buffer.from(JSON_TEXT)],
  ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${JSON_TEXT}`)],
])('%s is read', async (_, content) => {
  expect(await planWith(content)).toMatchObject({ code: 0 });
});

test.each([
  ['UTF-16', Buffer.from(`\uFEFF${JSON_TEXT}`, 'utf16le')],
  ['UTF-16', Buffer.from(JSON_TEXT, 'utf16le')],
  ['Latin-1', Buffer.from(JSON_TEXT, 'latin1')],
])('%s is refused by name', async (encoding, content) => {
  const { code, text } = await planWith(content);
  expect(code).toBe(2);
  expect(text).toContain(`answers.yaml is not UTF-8: it looks like ${encoding}`);
  expect(text).toContain('Save the file as UTF-8.');
});

test('a folded text of YAML is one line', async () => {
  const folded = 'name: shop\ndescription: >\n  A shop\n  for tea\n';
  expect(await planWith(folded)).toMatchObject({ code: 0 });
  const literal = await planWith('name: shop\ndescription: |\n  A shop\n  for tea\n');
  expect(literal.code).toBe(2);
  expect(literal.text).toContain('must be one line');
});
