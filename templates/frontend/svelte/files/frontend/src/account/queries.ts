import { queryOptions } from '@tanstack/svelte-query';
import { getMe } from './account-api.ts';

export const meQuery = queryOptions({ queryKey: ['me'], queryFn: ({ signal }) => getMe(signal) });
