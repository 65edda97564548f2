// Which parts a change touches: a line `name=true` or `name=false` for each. `node scripts/changed-parts.mjs HEAD^1` looks at what is new since
// that commit; without one, every part counts. What lies outside of the parts, such as these scripts, concerns all of them, but for prose.
import { execFileSync } from 'node:child_process';
import { parts, root } from './parts.mjs';

const [base = ''] = process.argv.slice(2);
const paths = base === '' ? undefined : changedSince(base);
for (const part of parts) console.log(`${part.name}=${paths === undefined || paths.some((path) => concerns(path, part))}`);

function changedSince(commit) {
  const output = execFileSync('git', ['diff', '--name-only', '-z', commit, 'HEAD'], { cwd: root, encoding: 'utf8' });
  return output.split('\0').filter((path) => path !== '' && !/^(docs\/|[^/]+\.md$)/.test(path));
}

function concerns(path, part) {
  const owner = parts.find(({ directory }) => path.startsWith(`${directory}/`));
  return owner === undefined || owner === part;
}
