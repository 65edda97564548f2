// The Python part of a generated repository's set-up, on machines that have one, an old one, half a one or none.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { emptyPlace, needsPosix } from '../support/place.ts';

beforeEach((context) => needsPosix(context, 'scripts as programs'));

const script = join(import.meta.dirname, '../../templates/common/python/root/scripts/python.mjs');

/** Runs `check` with nothing on the PATH but these programs; each prints its text and ends well. */
function check(programs: Readonly<Record<string, string>>): { code: number | null; lines: readonly string[] } {
  const place = emptyPlace();
  const path = join(place, 'bin');
  mkdirSync(path);
  symlinkSync(process.execPath, join(path, 'node'));
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(path, name), `#!/bin/sh\necho "${text}"\n`);
    chmodSync(join(path, name), 0o755);
  }
  const ran = spawnSync(process.execPath, [script, 'check'], { encoding: 'utf8', cwd: place, env: { PATH: path } });
  return { code: ran.status, lines: (ran.stdout + ran.stderr).split('\n').filter(Boolean) };
}

describe('the check for Python', () => {
  test.each([
    ['a new enough one', { python3: '3 11 True' }],
    ['an old one beside a new one', { python3: '3 9 True', 'python3.12': '3 12 True' }],
    ['one without venv beside one with it', { python3: '3 13 False', python: '3 13 True' }],
    ['uv alone, which brings its own', { uv: 'uv 0.13.9' }],
  ])('is content with %s', (_, programs) => {
    expect(check(programs)).toEqual({ code: 0, lines: [] });
  });

  test.each([
    ['none', {}, /^Python 3\.11 or newer is needed and there is none\. Install it/],
    ['an old one', { python3: '3 9 True' }, /^Python 3\.11 or newer is needed; python3 is 3\.9\. Install a newer one/],
    ['one without venv', { python3: '3 12 False' }, /^python3 has no venv module: install it .*python3-venv/],
  ])('names what to do in one line where there is %s', (_, programs, line) => {
    const { code, lines } = check(programs);
    expect(code).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(line);
  });
});

/** A Python that makes virtual environments, whose `python` notes in `said` what it was asked. */
const MAKER = `#!/bin/sh
[ "$1" = -c ] && { echo '3 12 True True'; exit 0; }
/bin/mkdir -p .venv/bin
printf '#!/bin/sh\\necho "$@" >> said\\n' > .venv/bin/python
/bin/chmod +x .venv/bin/python
`;

/** What uv makes: a Python without pip. */
const WITHOUT_PIP = `#!/bin/sh
[ "$1" = -c ] && { echo '3 12 True False'; exit 0; }
echo 'No module named pip' >&2
exit 1
`;

test('a virtual environment that uv has made is made anew where there is no uv', () => {
  const place = emptyPlace();
  for (const [path, text] of Object.entries({ 'bin/python3': MAKER, '.venv/bin/python': WITHOUT_PIP })) {
    mkdirSync(join(place, dirname(path)), { recursive: true });
    writeFileSync(join(place, path), text, { mode: 0o755 });
  }
  const env = { PATH: join(place, 'bin') };
  const ran = spawnSync(process.execPath, [script, 'setup'], { encoding: 'utf8', cwd: place, env });
  expect(ran, ran.stderr).toMatchObject({ status: 0 });
  expect(readFileSync(join(place, 'said'), 'utf8')).toMatch(
    /^-m pip install .*--require-hashes -r requirements-dev\.txt$/m,
  );
});
