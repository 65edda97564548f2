import { QueryClientProvider } from '@tanstack/react-query';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { useEffect, useReducer, useState, type ReactNode } from 'react';
import { createQueryClient } from '../app/query-client.ts';
import { toastError } from '../lib/toast-error.ts';
import { messages } from '../messages.ts';
import { session } from '../session/index.ts';
import { Brand } from './Brand.tsx';
import { Main, SkipLink } from './Main.tsx';
import { ThemeButton } from './ThemeButton.tsx';

export function AppLayout() {
  return (
    <AppShell>
      <OwnData>
        <Outlet />
      </OwnData>
    </AppShell>
  );
}

/** What surrounds each page of those who are signed in. */
export function AppShell({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <SkipLink />
      <header className="header">
        <div className="header-inner">
          <Brand />
          <nav className="nav" aria-label={messages.navigation.label}>
            <Link to="/notes">{messages.navigation.notes}</Link>
            <Link to="/account">{messages.navigation.account}</Link>
          </nav>
          <div className="header-tools">
            <ThemeButton />
            <SignOutButton />
          </div>
        </div>
      </header>
      <Main>{children}</Main>
    </>
  );
}

/** What was loaded belongs to whoever is signed in: it goes with them, also when somebody else signs in in another tab. */
function OwnData({ children }: { readonly children: ReactNode }) {
  const [turn, takeTurn] = useReducer((count: number) => count + 1, 0);
  useEffect(
    () =>
      session.state.subscribe(() => {
        if (session.state.get() === 'signed-in') takeTurn();
      }),
    [],
  );
  return <Data key={turn}>{children}</Data>;
}

function Data({ children }: { readonly children: ReactNode }) {
  const [client] = useState(createQueryClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

function SignOutButton() {
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const signOut = async () => {
    setBusy(true);
    try {
      await session.signOut();
      await navigate({ to: '/login' });
    } catch (error) {
      // The session is still open there, so it would be wrong to pretend.
      toastError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <button
      type="button"
      className="button button-small"
      disabled={busy}
      onClick={() => void signOut()}
    >
      {messages.navigation.signOut}
    </button>
  );
}
