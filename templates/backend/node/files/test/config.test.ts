import { describe, expect, inject, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { Failure } from '../src/failure.ts';

const SECRET_KEY = 'q7Rz0bX4mK9vT2nL6wP1sD8fH3jG5cYa';

const read = (variables: Record<string, string>) =>
  readConfig({ DATABASE_URL: inject('databaseUrl'), SECRET_KEY, ...variables });

function refusalOf(variables: Record<string, string>): string {
  try {
    read(variables);
  } catch (error) {
    expect(error).toBeInstanceOf(Failure);
    return (error as Failure).message;
  }
  throw new Error(`not refused: ${JSON.stringify(variables)}`);
}

describe('the settings', () => {
  test('have defaults for development', () => {
    expect(read({})).toMatchObject({
      environment: 'development',
      production: false,
      host: '127.0.0.1',
      port: 8000,
      allowedHosts: [],
      corsOrigins: [],
      trustedProxies: ['127.0.0.1', '::1'],
      accessTokenTtl: 900,
      refreshTokenTtl: 2_592_000,
      authRateLimit: { max: 10, seconds: 60 },
      logLevel: 'info',
    });
  });

  test('are read from their variables; an empty one is an absent one', () => {
    const variables = {
      APP_ENV: 'production',
      PORT: '9000',
      ALLOWED_HOSTS: 'API.example.com, *.example.org ,',
      CORS_ORIGINS: 'https://app.example.com/',
      TRUSTED_PROXIES: '10.0.0.1, 10.1.0.0/16, fd00::/8',
      AUTH_RATE_LIMIT: 'off',
      LOG_LEVEL: '',
    };
    expect(read(variables)).toMatchObject({
      production: true,
      host: '0.0.0.0',
      port: 9000,
      allowedHosts: ['api.example.com', '*.example.org'],
      corsOrigins: ['https://app.example.com'],
      trustedProxies: ['10.0.0.1', '10.1.0.0/16', 'fd00::/8'],
      authRateLimit: undefined,
      logLevel: 'info',
    });
    expect(read({ AUTH_RATE_LIMIT: '5 / hour' }).authRateLimit).toEqual({ max: 5, seconds: 3600 });
  });

  test.for([
    ['APP_ENV', 'staging'],
    ['PORT', '0'],
    ['PORT', '80.5'],
    ['PORT', '70000'],
    ['DATABASE_URL', 'mysql://localhost/app'],
    ['DATABASE_URL', 'nonsense'],
    ['CORS_ORIGINS', 'app.example.com'],
    ['TRUSTED_PROXIES', 'proxy'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '10.0.0.0/8/8'],
    ['ACCESS_TOKEN_TTL', '-1'],
    ['REFRESH_TOKEN_TTL', 'a month'],
    ['AUTH_RATE_LIMIT', '10'],
    ['AUTH_RATE_LIMIT', '0/minute'],
    ['LOG_LEVEL', 'verbose'],
  ] as const)('%s is not "%s": the variable is named', ([name, value]) => {
    expect(refusalOf({ [name]: value })).toMatch(new RegExp(`^${name}: `));
  });

  test('name all that is wrong at once', () => {
    expect(refusalOf({ PORT: 'x', LOG_LEVEL: 'y' })).toMatch(/^PORT: .*; LOG_LEVEL: /);
  });
});

describe('the secret', () => {
  test.for(['', 'q7Rz0bX4', 'a'.repeat(40), 'change-me-change-me-change-me-change-me'])(
    'is not "%s" in production, and is not repeated',
    (secret) => {
      const refusal = refusalOf({ APP_ENV: 'production', SECRET_KEY: secret });
      expect(refusal).toMatch(/^SECRET_KEY: /);
      if (secret !== '') expect(refusal).not.toContain(secret);
    },
  );

  test('is a random one in development where none is set', () => {
    const [one, other] = [read({ SECRET_KEY: '' }), read({ SECRET_KEY: '' })];
    expect(one.secretKey.length).toBeGreaterThanOrEqual(32);
    expect(one.secretKey).not.toBe(other.secretKey);
  });
});
