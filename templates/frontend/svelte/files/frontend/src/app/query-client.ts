import { onlineManager, QueryClient } from '@tanstack/svelte-query';
import { trouble } from '../api/connection.ts';
import { isWorthRetrying, retryDelay } from '../api/retry.ts';

export function createQueryClient(): QueryClient {
  // Queries pause while the server is away, and go on by themselves.
  onlineManager.setEventListener((setOnline) =>
    trouble.subscribe(() => {
      setOnline(trouble.get() !== 'unreachable');
    }),
  );
  return new QueryClient({
    defaultOptions: {
      queries: { retry: isWorthRetrying, retryDelay, staleTime: 5_000 },
      // A change is never sent twice or late: whoever made it decides.
      mutations: { networkMode: 'always' },
    },
  });
}
