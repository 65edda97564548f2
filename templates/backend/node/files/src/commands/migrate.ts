// Brings the database up to date: once a release, before the new version starts. Safe to repeat.
import { loadConfig } from '../config.ts';
import { migrate } from '../database/migrate.ts';
import { Failure, reason } from '../failure.ts';
import { run } from '../run.ts';

run(async () => {
  const { databaseUrl } = loadConfig();
  const applied = await migrate(databaseUrl).catch((error: unknown) => {
    throw new Failure(`DATABASE_URL: ${reason(error)}`);
  });
  const lines = applied.length > 0 ? applied : ['The database is up to date.'];
  process.stdout.write(`${lines.join('\n')}\n`);
});
