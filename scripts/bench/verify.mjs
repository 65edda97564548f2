// How fast every stack is rendered and checked, and what memory it takes: an eighth of them beside all.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const HOOK = join(import.meta.dirname, 'memory.cjs');

/** A Markdown table. */
export function verifyTable(cli) {
  const runs = { 'an eighth of the stacks': ['--shard', '1/8'], 'every stack': [] };
  return [
    '| what | stacks | s | stacks a second | peak MiB |',
    '| --- | --: | --: | --: | --: |',
    ...Object.entries(runs).map(([name, flags]) => `| ${[name, ...measured(cli, flags)].join(' | ')} |`),
  ];
}

function measured(cli, flags) {
  const args = ['--require', HOOK, cli, 'verify', '--all', '--level', 'render', '--json', ...flags];
  const { status, stdout, stderr } = spawnSync('node', args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`verify failed: ${stderr}`);
  const { seconds, stacks } = JSON.parse(stdout);
  return [stacks.length, seconds.toFixed(1), (stacks.length / seconds).toFixed(0), /peak (\d+)/.exec(stderr)?.[1]];
}
