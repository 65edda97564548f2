// The graph of a uv.lock as JSON, without addresses: src/render/locks/python.ts describes it.
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'smol-toml';
import { run } from './run.mjs';
import { inScratch } from './scratch.mjs';

const uv = process.env.UV ?? 'uv';

/** The text of the graph for a pyproject.toml; `holds` are versions that the manifest doesn't ask for. */
export async function lockPython(manifest, holds) {
  const { project, 'dependency-groups': groups = {} } = /** @type {any} */ (parse(manifest));
  const entries = [...project.dependencies, ...Object.values(groups).flat()];
  const requirements = [...new Set(entries.filter((entry) => typeof entry === 'string'))].sort();
  const [python] = /\d+\.\d+/.exec(project['requires-python']) ?? [];
  const packages = await inScratch((cwd) => {
    const locked = uvLock(cwd, manifest, holds).filter(({ name }) => name !== project.name);
    const hashes = allHashes(cwd, python, requirements, locked);
    return locked.map((entry) => packageOf(entry, hashes.get(`${entry.name}==${entry.version}`)));
  });
  return `${JSON.stringify({ python, requirements, packages }, null, 1)}\n`;
}

function uvLock(cwd, manifest, holds) {
  const constraints = Object.entries(holds).map(([name, version]) => `${name}==${version}`);
  const table = `\n[tool.uv]\nconstraint-dependencies = ${JSON.stringify(constraints)}\n`;
  writeFileSync(join(cwd, 'pyproject.toml'), manifest + table);
  run(uv, ['lock', '--quiet'], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  return /** @type {any} */ (parse(readFileSync(join(cwd, 'uv.lock'), 'utf8'))).package;
}

/**
 * Every file's hash by pin. uv.lock leaves out the files for Pythons older than the project's; `uv pip compile`, with which a user renews,
 * doesn't, and a renewal that changes nothing else should not change the hashes.
 */
function allHashes(cwd, python, requirements, locked) {
  const pins = locked.map((entry) => `${entry.name}==${entry.version}${condition(entry)}`);
  writeFileSync(join(cwd, 'pins.txt'), pins.join('\n'));
  writeFileSync(join(cwd, 'requirements.in'), requirements.join('\n'));
  const flags = [
    '--universal',
    '--generate-hashes',
    '--no-header',
    '--no-annotate',
    '--quiet',
    '--python-version',
    python,
  ];
  const text = run(uv, ['pip', 'compile', ...flags, '--constraint', 'pins.txt', 'requirements.in'], { cwd });
  const blocks = text.replaceAll('\\\n', '').trim().split('\n');
  return new Map(blocks.map((line) => [/^\S+/.exec(line)?.[0], line.match(/(?<=sha256:)[0-9a-f]{64}/g)]));
}

const condition = (entry) => (markerOf(entry) === undefined ? '' : ` ; ${markerOf(entry)}`);

const markerOf = (entry) => entry['resolution-markers']?.map((marker) => `(${marker})`).join(' or ');

function packageOf(entry, hashes) {
  const { name, version, dependencies, sdist, wheels = [] } = entry;
  if (hashes === undefined) throw new Error(`uv pip compile left out ${name} ${version}`);
  const distributions = [...wheels, ...(sdist ? [sdist] : [])];
  const files = Object.fromEntries(distributions.map(({ url, hash }) => [basename(url), hash.replace('sha256:', '')]));
  return omitEmpty({
    name,
    version,
    marker: markerOf(entry),
    needs: dependencies?.map(needOf),
    extras: entry['optional-dependencies'] && mapValues(entry['optional-dependencies'], (needs) => needs.map(needOf)),
    files,
    older: hashes.filter((hash) => !Object.values(files).includes(hash)).sort(),
  });
}

const needOf = ({ name, version, extra, marker }) => omitEmpty({ name, version, extras: extra, marker });

const mapValues = (object, change) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));

const omitEmpty = (object) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && value.length !== 0));
