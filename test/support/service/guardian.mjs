// Outlives the test that started it by a moment: when its stdin ends, however the test ended, it kills the groups
// that are still on its list. `+1234` puts one on the list, `-1234` takes it off.
const groups = new Set();
let rest = '';

process.stdin.on('data', (chunk) => {
  const lines = (rest + chunk).split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines) groups[line.startsWith('+') ? 'add' : 'delete'](Number(line.slice(1)));
});

process.stdin.on('end', () => {
  for (const group of groups) kill(group);
});

function kill(group) {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // already gone
  }
}
