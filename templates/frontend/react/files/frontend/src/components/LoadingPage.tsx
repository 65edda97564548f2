import { messages } from '../messages.ts';
import { Skeleton } from './Skeleton.tsx';

export function LoadingPage() {
  return (
    <main className="main" aria-busy="true" aria-label={messages.loading}>
      <Skeleton rows={4} />
    </main>
  );
}
