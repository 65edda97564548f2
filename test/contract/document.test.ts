// The service's own document, and the page for it.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runVerb } from '../support/service.ts';
import { contractFile, operations } from './support/document.ts';
import { useService } from './support/use-service.ts';

const tool = new URL('../../templates/base/files/scripts/openapi.mjs', import.meta.url).href;
const { canonical } = (await import(tool)) as { canonical: (document: unknown) => string };
const contract = readFileSync(contractFile, 'utf8');
const { api, service } = useService();

test('the contract has 17 operations', () => {
  expect(operations).toHaveLength(17);
});

test('/openapi.json is the contract, prose apart', async () => {
  const answer = await api.expect(200, 'GET', '/openapi.json');
  expect(answer.headers['content-type']).toMatch(/^application\/json/);
  expect(canonical(answer.json())).toBe(contract);
});

test('the verb openapi prints the same document and nothing else, without a database', async () => {
  const env = { ...service().env, DATABASE_URL: service().env['DATABASE_URL']?.replace(/:\d+\//, ':1/') ?? '' };
  const { code, stdout, stderr } = await runVerb(service().blueprint, 'openapi', env);
  expect(code, stderr).toBe(0);
  expect(canonical(JSON.parse(stdout))).toBe(contract);
});

describe('/docs', () => {
  test('loads nothing from elsewhere, and nothing that is missing', async () => {
    const page = await api.expect(200, 'GET', '/docs');
    expect(page.headers['content-type']).toMatch(/^text\/html/);
    const addresses = [...page.text.matchAll(/<(?:script|link|img|iframe)\b[^>]*?(?:src|href)=["']([^"']+)/g)].map(
      (match) => match[1] ?? '',
    );
    for (const address of addresses) {
      const target = new URL(address, `${service().url}/docs`);
      if (target.protocol === 'data:') continue;
      expect(target.origin, address).toBe(service().url);
      await api.expect(200, 'GET', target.pathname + target.search);
    }
  });

  test('its policy lets nothing in from elsewhere, and no inline script', async () => {
    const page = await api.expect(200, 'GET', '/docs');
    const policy = String(page.headers['content-security-policy']);
    expect(policy).not.toMatch(/https?:|\*/);
    expect(policy.split(';').find((rule) => /^\s*(script-src|default-src)\b/.test(rule))).not.toMatch(/unsafe/);
    expect(page.text.replace(/<script\b[^>]*\bsrc=[^>]*>\s*<\/script>/g, '')).not.toMatch(/<script\b/);
  });
});
