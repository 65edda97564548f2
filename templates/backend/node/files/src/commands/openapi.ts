// Prints the document of the API.
import { createApp } from '../app.ts';
import { loadConfig } from '../config.ts';
import { run } from '../run.ts';

run(async () => {
  const app = createApp(loadConfig());
  await app.ready();
  process.stdout.write(`${JSON.stringify(app.swagger(), null, 2)}\n`);
  await app.close();
});
