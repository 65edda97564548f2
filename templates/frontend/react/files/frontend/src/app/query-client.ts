import { onlineManager, QueryClient } from '@tanstack/react-query';
import { trouble } from '../api/connection.ts';
import { isProblem, UnreachableError } from '../api/errors.ts';

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

function isWorthRetrying(failures: number, error: Error): boolean {
  if (error instanceof UnreachableError) return true;
  return isProblem(error) && (error.status === 429 || error.status >= 500) && failures < 2;
}

const retryDelay = (failures: number, error: Error): number =>
  (isProblem(error) ? (error.retryAfter ?? 0) * 1_000 : 0) + 500 * 2 ** failures;
