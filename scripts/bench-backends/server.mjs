import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 5;
const START_MS = 30_000;
const STOP_MS = 10_000;

/** Starts a server as its repository says and waits until `path` answers. `tools` is test/support/service. */
export async function startServer(tools, blueprint, env, path) {
  const begin = performance.now();
  const program = tools.launchService(blueprint, env);
  const url = `http://127.0.0.1:${env.PORT}`;
  const stop = () => stopProgram(program);
  while (!(await answers(`${url}${path}`))) {
    const isLate = performance.now() - begin > START_MS;
    if (isLate || (await Promise.race([program.exit, sleep(POLL_MS)]))) {
      await stop();
      throw new Error(`${blueprint.directory} never answered ${path}\n${program.stdout()}\n${program.stderr()}`);
    }
  }
  return { url, pid: program.pid, startMs: performance.now() - begin, stop };
}

const answers = (url) =>
  fetch(url).then(
    (answer) => answer.ok,
    () => false,
  );

async function stopProgram(program) {
  program.signal('SIGTERM');
  const timer = setTimeout(() => program.signal('SIGKILL'), STOP_MS);
  await program.exit.finally(() => clearTimeout(timer));
}
