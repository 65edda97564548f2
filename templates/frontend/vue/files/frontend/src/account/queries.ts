import { defineQueryOptions } from '@pinia/colada';
import { patiently } from '../api/patiently.ts';
import { getMe } from './account-api.ts';

export const meQuery = defineQueryOptions({
  key: ['me'],
  query: ({ signal }) => patiently(signal, () => getMe(signal)),
});
