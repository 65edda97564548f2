import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, inject, test } from 'vitest';
import { npmCommand } from '../../scripts/prepare.mjs';
import { openCatalog } from '../../src/catalog.ts';
import { chain } from '../../src/render/layers.ts';
import {
  BARE,
  copyOfPackage,
  environment,
  packageRoot,
  packedCopyOfPackage,
  programOf,
  runProgram,
} from '../support/cli.ts';
import { directoryIn, emptyPlace, leaveOut, paths, sha256 } from '../support/place.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** Every file in the tarball, without npm's leading `package/`. */
const packed = (): readonly string[] =>
  execFileSync('tar', ['-tzf', basename(inject('tarball'))], { cwd: dirname(inject('tarball')), encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((path) => path.replace(/^package\//, ''));

describe('the tarball', () => {
  test('holds bin, dist, README, LICENSE and package.json, and of the templates what is run from there', () => {
    const top = new Set(packed().map((path) => path.split('/')[0]));
    expect([...top].sort()).toEqual(['LICENSE', 'README.md', 'bin', 'dist', 'package.json', 'templates']);
    const catalog = openCatalog();
    const layers = (['backend', 'frontend', 'database', 'deploy', 'ci'] as const).flatMap((kind) =>
      catalog.choices(kind).flatMap((layer) => chain(layer, (id) => catalog.layer(id))),
    );
    // `check` runs before a repository is there: finish.ts puts the layer's directory in place of {root}.
    const run = layers.flatMap(({ id, manifest: { verbs } }) =>
      [...String(verbs?.['check']).matchAll(/\{root\}\/(\S+)/g)].map(([, path]) => `templates/${id}/root/${path}`),
    );
    expect(run.length).toBeGreaterThan(0);
    expect(packed().filter((path) => path.startsWith('templates/'))).toEqual([...new Set(run)].sort());
    expect(packed().length).toBeLessThan(60);
  });

  test('has in one file every template that git knows, byte for byte, and no tests of theirs', (context) => {
    const listed = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'templates'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    if (listed.status !== 0 || listed.stdout === '')
      leaveOut(context, 'this is no clone: git does not list the templates');
    const tests = /^templates\/[^/]+\/[^/]+\/tests\.mjs$/;
    const expected = listed.stdout
      .trim()
      .split('\n')
      .filter((path) => existsSync(join(ROOT, path)) && !tests.test(path));
    expect(expected).toContain('templates/base/files/.gitignore.hbs');
    const shipped = unpacked(join(packageRoot(), 'dist', 'templates.bin'));
    expect([...shipped.keys()].map((path) => `templates/${path}`).sort()).toEqual([...expected].sort());
    // A template is there as what it was parsed to: whole repositories are compared below.
    for (const [path, content] of [...shipped].filter(([name]) => !name.endsWith('.hbs')))
      expect(sha256(content), path).toBe(sha256(readFileSync(join(ROOT, 'templates', path))));
  });

  test('is one that npm need not add to: no dependencies, no scripts at install', () => {
    const { scripts = {}, ...manifest } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as {
      scripts?: Record<string, string>;
    } & Record<string, unknown>;
    for (const key of ['dependencies', 'peerDependencies', 'optionalDependencies', 'bundleDependencies'])
      expect(manifest[key]).toBeUndefined();
    for (const name of ['preinstall', 'install', 'postinstall', 'prepare']) expect(scripts[name]).toBeUndefined();
    expect(manifest['engines']).toEqual({ node: '^20.19 || >=22.13' });
    const installed = readdirSync(join(inject('installed'), 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(installed).toEqual(['create-technokaizen-app']);
  });

  test('is linked as a program that can be run', async () => {
    const { program, words } = npmCommand([
      'exec',
      '--no',
      '--loglevel=error',
      '--',
      'create-technokaizen-app',
      '--version',
    ]);
    expect(await runProgram([program, ...words], { cwd: inject('installed') })).toMatchObject({ code: 0, stderr: '' });
  });

  test('names no address, no machine and no secret', () => {
    for (const path of packed().filter((each) => /^(dist|bin|templates|package\.json)/.test(each))) {
      const text = readFileSync(join(packageRoot(), path), 'utf8');
      expect(text, path).not.toContain(ROOT);
      expect(text, path).not.toMatch(/"resolved": "|registry\.npmjs\.org\/[^\s]*\.tgz|files\.pythonhosted\.org/);
    }
  });
});

type Packed = [begin: number, end: number, note?: string] | { readonly [name: string]: Packed };

/** Path below templates/ → content, read as src/packed.ts describes the file. */
function unpacked(file: string): ReadonlyMap<string, Buffer> {
  const bytes = readFileSync(file);
  const start = 8 + bytes.readUInt32LE(0);
  const locks = start + bytes.readUInt32LE(4);
  const files = new Map<string, Buffer>();
  const visit = (found: Packed, path: string): void => {
    if (!Array.isArray(found)) {
      for (const [name, below] of Object.entries(found)) visit(below, path === '' ? name : `${path}/${name}`);
      return;
    }
    const [begin, end, note = 'folder'] = found;
    const from = note === 'folder' ? start : locks;
    const content = bytes.subarray(from + begin, from + end);
    if (found[2] === 'folder') visit(JSON.parse(content.toString()) as Packed, path);
    else files.set(path, content);
  };
  visit(JSON.parse(bytes.toString('utf8', 8, start)) as Packed, '');
  return files;
}

describe('the bundle', () => {
  const dist = (): readonly string[] => packed().filter((path) => /^dist\/.*\.c?js$/.test(path));

  test('asks for nothing that is not in it', async () => {
    const foreign = (await askedBy(dist().map((path) => join(packageRoot(), path)))).filter((name) => !isBuiltin(name));
    expect(foreign).toEqual([]);
  });

  test('comes with the licence of every package that src/ uses', async () => {
    const licences = readFileSync(join(packageRoot(), 'dist', 'THIRD-PARTY-LICENSES.txt'), 'utf8');
    const used = new Set((await askedBy(sources())).filter((name) => !isBuiltin(name)).map(packageOf));
    const bundled = [...used];
    expect(bundled.length).toBeGreaterThan(5);
    for (const name of bundled) {
      expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(.+\\)\\n\\n.*`, 'm'));
    }
    const entries = licences
      .split(/^(?=(?:@[\w-]+\/)?[\w.-]+ \d+\.\d+\.\d+ \()/m)
      .filter((entry) => entry.trim() !== '');
    for (const entry of entries) expect(entry, entry.slice(0, 80)).toMatch(/permission|copyright/i);
    expect(entries.length).toBeGreaterThanOrEqual(bundled.length);
  });
});

const packageOf = (name: string): string => name.split('/', name.startsWith('@') ? 2 : 1).join('/');

const sources = (): readonly string[] =>
  readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(ROOT, 'src', path));

/** The modules that files ask for beside one another, as a bundler sees it: a parser's own messages speak of imports too. */
async function askedBy(entryPoints: readonly string[]): Promise<readonly string[]> {
  const { metafile } = await build({
    ...{ entryPoints: [...entryPoints], bundle: true, platform: 'node', format: 'esm', packages: 'external' },
    ...{ write: false, outdir: emptyPlace(), metafile: true, logLevel: 'silent' },
  });
  const asked = Object.values(metafile.inputs).flatMap(({ imports }) => imports);
  // What esbuild adds itself, it lists as `<runtime>`.
  const foreign = asked.filter(({ external, path }) => external === true && !path.startsWith('<'));
  return [...new Set(foreign.map(({ path }) => path))];
}

const copied = (): string => copyOfPackage(emptyPlace());

const runCopy = (
  copy: string,
  cwd: string,
  args: readonly string[] = ['my-app', ...BARE],
): ReturnType<typeof runProgram> => runProgram([process.execPath, programOf(copy), ...args], { cwd });

test('does everything without node_modules, also where nothing may be written', async () => {
  const copy = packedCopyOfPackage(emptyPlace());
  execFileSync('chmod', ['-R', 'a-w', copy]);
  try {
    for (const args of [['my-app', ...BARE], ['list'], ['schema'], ['--help'], ['x', ...BARE, '--config', '-']]) {
      expect(await runCopy(copy, emptyPlace(), args)).toMatchObject({ code: args.includes('-') ? 2 : 0 });
    }
  } finally {
    execFileSync('chmod', ['-R', 'u+w', copy]);
  }
});

test.each([
  ['fastapi', 'react', 'postgres', 'docker,kubernetes', 'github', 'mit'],
  ['django', 'svelte', 'postgres', 'docker,helm', 'gitlab', 'apache-2.0'],
  ['flask', 'vue', 'sqlite', 'docker', 'azure-pipelines', 'proprietary'],
  ['node', 'none', 'sqlite', 'none', 'none', 'mit'],
])(
  'writes what Handlebars makes of the templates, to the byte: %s %s',
  async (backend, frontend, database, deploy, ci, license) => {
    const stack = Object.entries({
      backend,
      frontend,
      database,
      deploy,
      ci,
      license,
      needs: 'crud',
      compliance: 'hipaa',
    });
    const words = ['my-app', ...stack.flatMap(([key, value]) => [`--${key}`, value]), ...BARE, '--dry-run', '--json'];
    const cwd = emptyPlace();
    const written = async (copy: string): Promise<unknown> => {
      const ran = await runCopy(copy, cwd, words);
      expect(ran, ran.stderr).toMatchObject({ code: 0 });
      return (JSON.parse(ran.stdout) as { files: unknown }).files;
    };
    expect(await written(packageRoot())).toEqual(await written(copied()));
  },
);

describe('a defect in the package is a bug of ours: exit 70, with the files and how to report it', () => {
  test.each<[string, string, string, RegExp]>([
    [
      'two owners',
      'database/sqlite/files/app/main.py',
      'x\n',
      /backend\/app\/main\.py has two owners: .*backend\/fastapi.* and .*database\/sqlite/,
    ],
    [
      'a disagreement',
      'license/mit/files/package.json',
      '{"type":"commonjs"}',
      /package\.json of .*base.* and .*license\/mit.*disagree about \/type/,
    ],
    [
      'an unknown name',
      'license/mit/files/EXTRA.hbs',
      '{{typo}}',
      /template .*license\/mit\/files\/EXTRA\.hbs: .*typo/,
    ],
    [
      'a broken template',
      'license/mit/files/EXTRA.hbs',
      '{{#if name}}',
      /template .*license\/mit\/files\/EXTRA\.hbs: Parse error/,
    ],
  ])('%s', async (_name, path, text, message) => {
    const copy = copied();
    const cwd = emptyPlace();
    const file = join(copy, 'templates', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    const ran = await runCopy(copy, cwd);
    expect(ran).toMatchObject({ code: 70, stdout: '' });
    expect(ran.stderr).toMatch(message);
    expect(ran.stderr).toMatch(/^This is a bug in create-technokaizen-app: /);
    expect(ran.stderr).toContain('Please report it');
    const asJson = await runCopy(copy, cwd, ['my-app', ...BARE, '--json']);
    expect(JSON.parse(asJson.stdout)).toMatchObject({ error: { exitCode: 70 } });
    expect(paths(cwd, '')).toEqual([]);
  });
});

describe('npm start in a clone', () => {
  /** What a clone has, with the machine's node_modules. */
  function clone(): string {
    const root = directoryIn(emptyPlace(), 'a clone');
    for (const name of ['bin', 'scripts', 'src', 'templates', 'package.json', 'README.md', 'LICENSE'])
      cpSync(join(ROOT, name), join(root, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
    return root;
  }

  test('builds on first use and writes where the user stands', () => {
    const root = clone();
    const elsewhere = emptyPlace();
    const npm = (cwd: string, ...args: readonly string[]): ReturnType<typeof spawnSync> => {
      const { program, words, shell } = npmCommand(args);
      return spawnSync(program, words, {
        shell,
        cwd,
        env: environment(),
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: 60_000,
      });
    };
    const first = npm(root, 'start', '--', 'my-app', ...BARE);
    expect(first.status, String(first.stderr)).toBe(0);
    expect(paths(root, 'my-app')).toContain('my-app/package.json');
    const second = npm(elsewhere, '--prefix', root, 'start', '--silent', '--', 'shop', ...BARE, '--json');
    expect(second.status, String(second.stderr)).toBe(0);
    expect(JSON.parse(String(second.stdout))).toMatchObject({ directory: join(elsewhere, 'shop') });
    expect(paths(elsewhere, '')).toContain('shop/package.json');
    expect(npm(root, 'start', '--', '../x', ...BARE).status).not.toBe(0);
  });
});
