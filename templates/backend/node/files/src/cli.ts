// The commands of the service: `node dist/cli.js migrate`.
import { loadConfig } from './config.ts';
import { commandOf } from './commands/index.ts';
import { run } from './run.ts';

run(async () => {
  const [name, ...words] = process.argv.slice(2);
  const command = await commandOf(name);
  const text = await command(loadConfig(), words);
  process.stdout.write(`${text}\n`);
});
