// `npm run --silent release:plan`: what the release workflow has to do with this commit, as outputs of a step: `version`, and `next`, which is
// `propose` while changesets wait for a release, `publish` if the registry lacks the version, and `nothing` otherwise.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { npmCommand } from '../prepare.mjs';
import { readPackage } from './package.mjs';

const { name, version } = readPackage();
console.log(`version=${version}\nnext=${nextStep()}`);

function nextStep() {
  if (hasChangesets()) return 'propose';
  return isPublished() ? 'nothing' : 'publish';
}

function hasChangesets() {
  return readdirSync('.changeset').some((file) => file.endsWith('.md') && file !== 'README.md');
}

/** Whether the registry has the version. Only its "not found" counts as no: a registry that is down must not look like a missing version. */
function isPublished() {
  const { program, words, shell } = npmCommand(['view', `${name}@${version}`, 'version', '--json']);
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8', shell });
  if (status === 0 && stdout.trim() !== '') return true;
  if (status === 0 || stdout.includes('"E404"')) return false;
  throw new Error(`npm view failed: ${stderr}`);
}
