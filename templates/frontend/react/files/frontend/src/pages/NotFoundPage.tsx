import { Link } from '@tanstack/react-router';
import { AppShell } from '../components/AppLayout.tsx';
import { EmptyState } from '../components/EmptyState.tsx';
import { PageHeading } from '../components/PageHeading.tsx';
import { PlainShell } from '../components/PlainShell.tsx';
import { useStore } from '../hooks/use-store.ts';
import { messages } from '../messages.ts';
import { session } from '../session/index.ts';

const words = messages.notFound;

export function NotFoundPage() {
  const Shell = useStore(session.state) === 'signed-in' ? AppShell : PlainShell;
  return (
    <Shell>
      <EmptyState art="blank" title={<PageHeading>{words.title}</PageHeading>} hint={words.hint}>
        <Link to="/notes" className="button">
          {words.home}
        </Link>
      </EmptyState>
    </Shell>
  );
}
