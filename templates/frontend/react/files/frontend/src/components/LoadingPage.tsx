import { messages } from '../messages.ts';
import { Brand } from './Brand.tsx';
import { Skeleton } from './Skeleton.tsx';

/** While it is not known yet who is here. */
export function LoadingPage() {
  return (
    <>
      <header className="header">
        <div className="header-inner">
          <Brand />
        </div>
      </header>
      <main className="main" aria-busy="true" aria-label={messages.loading}>
        <Skeleton />
      </main>
    </>
  );
}
