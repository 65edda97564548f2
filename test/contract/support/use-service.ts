// One service for the tests of a file or of a describe block.
import { afterAll, beforeAll } from 'vitest';
import { serviceUnderTest, start, type Running, type Variables } from '../../support/service.ts';
import { apiOf, type Api } from './api.ts';

export interface Used {
  readonly api: Api;
  readonly service: () => Running;
}

export function useService(variables: Variables = {}): Used {
  let running: Running | undefined;
  const service = (): Running => running ?? fail();
  beforeAll(async () => {
    running = await start(serviceUnderTest(), variables);
  });
  afterAll(async () => {
    await running?.stop();
  });
  return { service, api: apiOf(() => service().url) };
}

function fail(): never {
  throw new Error('The service under test is not running');
}
