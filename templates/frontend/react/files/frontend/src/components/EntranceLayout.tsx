import { Outlet } from '@tanstack/react-router';
import { messages } from '../messages.ts';
import { Brand } from './Brand.tsx';
import { EntranceArt } from './EntranceArt.tsx';
import { Main, SkipLink } from './Main.tsx';
import { ThemeButton } from './ThemeButton.tsx';

export function EntranceLayout() {
  return (
    <>
      <SkipLink />
      <div className="entrance">
        <aside className="entrance-side">
          <EntranceArt />
          <div>
            <p className="headline">{messages.welcome.headline}</p>
            <p>{messages.welcome.text}</p>
          </div>
        </aside>
        <div className="entrance-body">
          <header className="entrance-top">
            <Brand />
            <ThemeButton />
          </header>
          <Main className="entrance-form">
            <Outlet />
          </Main>
        </div>
      </div>
    </>
  );
}
