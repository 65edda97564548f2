import { connect } from 'node:net';
import { parseEnv } from 'node:util';
import type { TreeFile } from './tree.ts';

/** Variables of a stack's own `.env` files. */
export function variablesOf(
  tree: Iterable<readonly [string, Pick<TreeFile, 'content'>]>,
): Readonly<Record<string, string>> {
  const files = [...tree].filter(([path]) => path.split('/').at(-1) === '.env');
  return Object.assign({}, ...files.map(([, { content }]) => parseEnv(content.toString()))) as Record<string, string>;
}

/**
 * The environment of a stack's commands: this process's, without what npm and other stacks put there. An address is handed on where it is one
 * of the kind that the stack has itself: `DATABASE_URL=postgres://…` says where a server is, and is nothing for a stack that keeps a file.
 */
export function environmentFor(variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name, value]) => {
    if (/^(npm_(?!config_registry)|INIT_CWD|NODE_ENV|VITEST|NODE_OPTIONS$)/.test(name)) return false;
    const own = variables[name];
    return own === undefined || isSameKind(own, value ?? '');
  });
  return { ...Object.fromEntries(kept), CI: '1' };
}

const isSameKind = (own: string, given: string): boolean => {
  const scheme = schemeOf(own);
  return scheme !== undefined && scheme === schemeOf(given);
};

const schemeOf = (value: string): string | undefined => /^([a-z][a-z+.-]*):\/\/[^/]/.exec(value)?.[1];

/** Whether some variable of the stack's is an address that this process has been given: then stacks share what is there. */
export const sharesServices = (variables: Readonly<Record<string, string>>): boolean =>
  Object.entries(variables).some(([name, own]) => isSameKind(own, process.env[name] ?? ''));

/** A server that an address of a stack leads to. */
export interface Server {
  /** The variable that holds the address. */
  readonly name: string;
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  readonly answers: boolean;
}

/** The servers that a stack needs, each tried. */
export async function serversOf(variables: Readonly<Record<string, string>>): Promise<readonly Server[]> {
  const servers = Object.entries(variables).flatMap(([name, own]) => {
    const value = isSameKind(own, process.env[name] ?? '') ? (process.env[name] ?? own) : own;
    if (schemeOf(value) === undefined || !URL.canParse(value)) return [];
    const { hostname, port } = new URL(value);
    return port === '' ? [] : [{ name, scheme: schemeOf(value) ?? '', host: hostname, port: Number(port) }];
  });
  return Promise.all(servers.map(async (server) => ({ ...server, answers: await accepts(server.host, server.port) })));
}

/** One line for each server that a stack needs and that does not answer. */
export const silentServices = async (variables: Readonly<Record<string, string>>): Promise<readonly string[]> =>
  (await serversOf(variables))
    .filter(({ answers }) => !answers)
    .map(
      ({ name, scheme, host, port }) =>
        `nothing answers at ${host}:${port}; ${name}=${scheme}://… says where a server is`,
    );

export function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2_000 });
    const done = (answer: boolean) => (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', done(true)).once('error', done(false)).once('timeout', done(false));
  });
}
