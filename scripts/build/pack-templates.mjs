import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programOf } from './precompiled.mjs';

/** What a layer is read from; whatever else lies in its folder, such as a database's tests, is not shipped. */
const OF_A_LAYER = new Set(['manifest.json', 'files', 'root', 'service', 'with', 'lock']);

/** Packs the layers below a directory into one file, which src/packed.ts reads and describes. */
export function packTemplates(templates, file) {
  const [common, locks] = [section(), section()];
  const index = Buffer.from(JSON.stringify(indexOfAll(templates, common, locks)));
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32LE(index.length, 0);
  lengths.writeUInt32LE(common.length(), 4);
  writeFileSync(file, Buffer.concat([lengths, index, ...common.contents, ...locks.contents]));
}

/** Bytes one after another; `add` answers where they begin and end. */
function section() {
  const contents = [];
  let end = 0;
  const add = (content) => (contents.push(content), [end, (end += content.length)]);
  return { contents, add, length: () => end };
}

/** Layers by their paths: the place of each one's index. */
const indexOfAll = (directory, common, locks) =>
  indexOf(
    directory,
    () => true,
    (path) =>
      existsSync(join(path, 'manifest.json'))
        ? [...common.add(Buffer.from(JSON.stringify(indexOfLayer(path, common, locks)))), 'folder']
        : indexOfAll(path, common, locks),
  );

const indexOfLayer = (directory, common, locks) =>
  indexOf(
    directory,
    (name) => OF_A_LAYER.has(name),
    (path, name) =>
      name === 'lock'
        ? filesBelow(path, (content) => [...locks.add(content), sha256(content)])
        : filesBelow(path, common.add),
  );

/** Name → place of a file, or index of a directory. */
function filesBelow(path, add) {
  if (!statSync(path).isDirectory()) return add(contentOf(path));
  return indexOf(
    path,
    () => true,
    (below) => filesBelow(below, add),
  );
}

// A template is packed as the program that it is parsed to.
const contentOf = (path) =>
  path.endsWith('.hbs') ? Buffer.from(JSON.stringify(programOf(readFileSync(path, 'utf8'), path))) : readFileSync(path);

/** What `value` answers for what is in a directory, by name, in alphabetical order. */
const indexOf = (directory, isWanted, value) =>
  Object.fromEntries(
    readdirSync(directory)
      .filter(isWanted)
      .sort()
      .map((name) => [name, value(join(directory, name), name)]),
  );

const sha256 = (content) => createHash('sha256').update(content).digest('hex');
