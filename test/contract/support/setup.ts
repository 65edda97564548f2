import { afterAll } from 'vitest';
import { stopAll } from '../../support/service.ts';

afterAll(stopAll);
