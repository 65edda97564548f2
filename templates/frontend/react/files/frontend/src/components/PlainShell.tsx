import type { ReactNode } from 'react';
import { Brand } from './Brand.tsx';
import { Main, SkipLink } from './Main.tsx';
import { ThemeButton } from './ThemeButton.tsx';

/** What surrounds a page that is for everybody. */
export function PlainShell({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <SkipLink />
      <header className="header">
        <div className="header-inner header-spread">
          <Brand />
          <ThemeButton />
        </div>
      </header>
      <Main>{children}</Main>
    </>
  );
}
