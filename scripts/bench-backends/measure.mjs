import { load } from './load.mjs';
import { HELLO, prepareScenarios } from './scenarios.mjs';
import { startServer } from './server.mjs';

const PRODUCTION = { APP_ENV: 'production', AUTH_RATE_LIMIT: 'off' };
const WARM_UP_SECONDS = 1;
const ROUND_SECONDS = 1;
const ROUNDS = 4;
const STARTS = 5;

/** What a service takes on a database at `place`, beside its framework's hello world. `tools` is test/support/service. */
export async function measure(tools, service, hello, place) {
  const database = await tools.freshDatabase(place);
  try {
    const env = await tools.environment(database.url, PRODUCTION);
    await tools.migrate(service, env);
    const servers = [
      { blueprint: hello, env: { ...env, PORT: String(await tools.freePort()) }, path: HELLO.path },
      { blueprint: service, env, path: '/readyz' },
    ];
    const [helloStart, start] = await coldStarts(tools, servers);
    const underLoad = await measureUnderLoad(tools, servers);
    return { coldStartMs: { hello: helloStart, service: start }, ...underLoad };
  } finally {
    await database.drop();
  }
}

/** Milliseconds from spawning to the first answer, of each server: medians, taken in turns. */
async function coldStarts(tools, servers) {
  const times = servers.map(() => []);
  for (let round = 0; round < STARTS; round += 1) {
    for (const [index, { blueprint, env, path }] of servers.entries()) {
      const server = await startServer(tools, blueprint, env, path);
      times[index].push(server.startMs);
      await server.stop();
    }
  }
  return times.map(median);
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

async function measureUnderLoad(tools, servers) {
  const started = [];
  try {
    for (const { blueprint, env, path } of servers) started.push(await startServer(tools, blueprint, env, path));
    const [hello, service] = started;
    const requests = Object.entries(await prepareScenarios(service.url));
    const subjects = [['hello', HELLO, hello], ...requests.map(([name, request]) => [name, request, service])];
    const endpoints = await inTurns(tools, subjects);
    const [helloPeak, peak] = started.map(({ pid }) => tools.peakMemory(pid));
    return { peakBytes: { hello: helloPeak, service: peak }, endpoints };
  } finally {
    await Promise.all(started.map((server) => server.stop()));
  }
}

/** Each for a second, and over again: what drifts in a machine's speed then meets all of them. */
async function inTurns(tools, subjects) {
  for (const [, request, { url }] of subjects) await load(url, request, WARM_UP_SECONDS);
  const sums = Object.fromEntries(subjects.map(([name]) => [name, { requests: 0, seconds: 0, cpuMs: 0 }]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, request, { url, pid }] of subjects) {
      const before = tools.cpuTime(pid);
      const { requests, seconds } = await load(url, request, ROUND_SECONDS);
      const turn = { requests, seconds, cpuMs: tools.cpuTime(pid) - before };
      for (const [key, value] of Object.entries(turn)) sums[name][key] += value;
    }
  }
  return Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, perRequest(sum)]));
}

const perRequest = ({ requests, seconds, cpuMs }) => ({ perSecond: requests / seconds, cpuMs: cpuMs / requests });

/** Processor milliseconds of the list's two statements, through the same driver and without a framework. */
export async function databaseCpu(tools, hello, kind, place) {
  const database = await tools.freshDatabase(place);
  try {
    const env = await tools.environment(database.url, PRODUCTION);
    const verbs = { queries: hello.verbs.queries[kind] };
    const { code, stdout, stderr } = await tools.runVerb({ ...hello, verbs }, 'queries', env);
    if (code !== 0) throw new Error(`${verbs.queries} failed\n${stderr}`);
    return JSON.parse(stdout).cpuMs;
  } finally {
    await database.drop();
  }
}
