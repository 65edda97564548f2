import { Link } from '@tanstack/react-router';
import { EmptyState } from '../components/EmptyState.tsx';
import { Brand } from '../components/Brand.tsx';
import { Main, SkipLink } from '../components/Main.tsx';
import { PageHeading } from '../components/PageHeading.tsx';
import { ThemeButton } from '../components/ThemeButton.tsx';
import { messages } from '../messages.ts';

const words = messages.notFound;

export function NotFoundPage() {
  return (
    <>
      <SkipLink />
      <header className="header">
        <div className="header-inner header-spread">
          <Brand />
          <ThemeButton />
        </div>
      </header>
      <Main>
        <EmptyState title={<PageHeading>{words.title}</PageHeading>} hint={words.hint}>
          <Link to="/notes" className="button">
            {words.home}
          </Link>
        </EmptyState>
      </Main>
    </>
  );
}
