// The settings: read from the environment and, but in production, from `.env`. The environment wins.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isIP } from 'node:net';
import { loadEnvFile } from 'node:process';
import { checkUrl, DEFAULT_URL } from './database/connection.ts';
import { Failure } from './failure.ts';
import { serviceDirectory } from './paths.ts';
import { checkSecret } from './secret.ts';

const ENVIRONMENTS = ['development', 'test', 'production'] as const;
const LOG_LEVELS = ['debug', 'info', 'warning', 'error'] as const;
const SECONDS = { second: 1, minute: 60, hour: 3600, day: 86_400 } as const;
const MAX_TTL = 1_000_000_000;
const LIMIT = /^(\d{1,9}) *\/ *(second|minute|hour|day)$/;

export type Environment = (typeof ENVIRONMENTS)[number];
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface RateLimit {
  readonly max: number;
  readonly seconds: number;
}

export interface Config {
  readonly environment: Environment;
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly secretKey: string;
  readonly allowedHosts: readonly string[];
  readonly corsOrigins: readonly string[];
  readonly trustedProxies: readonly string[];
  readonly accessTokenTtl: number;
  readonly refreshTokenTtl: number;
  readonly authRateLimit: RateLimit | undefined;
  readonly logLevel: LogLevel;
}

/** The settings of this process, or a failure that says which variable to mend. */
export function loadConfig(): Config {
  const file = join(serviceDirectory, '.env');
  if (process.env.APP_ENV !== 'production' && existsSync(file)) loadEnvFile(file);
  return readConfig(process.env);
}

export function readConfig(variables: NodeJS.ProcessEnv): Config {
  const findings: string[] = [];
  const read = readerOf(variables, findings);
  const environment = read('APP_ENV', 'development', oneOf(ENVIRONMENTS));
  const production = environment === 'production';
  const config = {
    environment,
    production,
    // A container is reached from outside; a developer's machine should not be.
    host: production ? '0.0.0.0' : '127.0.0.1',
    port: read('PORT', '8000', integer(1, 65_535)),
    databaseUrl: read('DATABASE_URL', DEFAULT_URL, checkUrl),
    secretKey: read('SECRET_KEY', production ? '' : randomSecret(), checkSecret),
    allowedHosts: read('ALLOWED_HOSTS', '', (value) => list(value.toLowerCase())),
    corsOrigins: read('CORS_ORIGINS', '', origins),
    trustedProxies: read('TRUSTED_PROXIES', '127.0.0.1,::1', networks),
    accessTokenTtl: read('ACCESS_TOKEN_TTL', '900', integer(1, MAX_TTL)),
    refreshTokenTtl: read('REFRESH_TOKEN_TTL', '2592000', integer(1, MAX_TTL)),
    authRateLimit: read('AUTH_RATE_LIMIT', '10/minute', rateLimit),
    logLevel: read('LOG_LEVEL', 'info', oneOf(LOG_LEVELS)),
  };
  if (findings.length > 0) throw new Failure(findings.join('; '));
  return config;
}

type Reader = <Value>(name: string, fallback: string, parse: (text: string) => Value) => Value;

/** Reads variables one by one and collects what is wrong with them. An empty variable is an absent one. */
function readerOf(variables: NodeJS.ProcessEnv, findings: string[]): Reader {
  return (name, fallback, parse) => {
    const text = variables[name]?.trim();
    try {
      return parse(text === undefined || text === '' ? fallback : text);
    } catch (error) {
      findings.push(`${name}: ${String(error instanceof Error ? error.message : error)}`);
      // Nobody sees this value: the findings are thrown before the settings are used.
      return undefined as never;
    }
  };
}

const randomSecret = (): string => randomBytes(48).toString('base64url');

const oneOf =
  <Value extends string>(values: readonly Value[]) =>
  (text: string): Value => {
    const found = values.find((value) => value === text.toLowerCase());
    if (found === undefined) throw new Error(`use one of ${values.join(', ')}`);
    return found;
  };

const integer =
  (minimum: number, maximum: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < minimum || value > maximum) {
      throw new Error(`use a whole number from ${minimum} to ${maximum}`);
    }
    return value;
  };

const list = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

function origins(text: string): string[] {
  const items = list(text);
  if (!items.every((item) => item.includes('://'))) {
    throw new Error('name each origin with its scheme, as in https://app.example.com');
  }
  return items.map((item) => item.replace(/\/+$/, ''));
}

function networks(text: string): string[] {
  const items = list(text);
  if (!items.every(isNetwork)) {
    throw new Error('use addresses and networks, as in 10.0.0.1,10.1.0.0/16');
  }
  return items;
}

function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const bits = { 4: 32, 6: 128 }[isIP(address)];
  if (bits === undefined || more.length > 0) return false;
  return prefix === undefined || (/^\d+$/.test(prefix) && Number(prefix) <= bits);
}

function rateLimit(text: string): RateLimit | undefined {
  if (text.toLowerCase() === 'off') return undefined;
  const [, amount, unit] = LIMIT.exec(text.toLowerCase()) ?? [];
  if (amount === undefined || Number(amount) < 1) throw new Error('write it as 10/minute, or off');
  return { max: Number(amount), seconds: SECONDS[unit as keyof typeof SECONDS] };
}
