import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { ErrorState } from '../components/ErrorState.tsx';
import { PageHeading } from '../components/PageHeading.tsx';
import { messages } from '../messages.ts';

/** For what no page expects; trying again starts the page anew. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <div className="main error-state">
      <PageHeading>{messages.trouble.unexpectedTitle}</PageHeading>
      <ErrorState text={messages.trouble.unexpected} error={error} onRetry={retry} />
    </div>
  );
}
