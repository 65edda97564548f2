import type { MouseEvent, ReactNode } from 'react';
import { messages } from '../messages.ts';
import { Toasts } from './Toasts.tsx';

const ID = 'content';

/** The first thing that the keyboard meets on every page. */
export function SkipLink() {
  const skip = (event: MouseEvent) => {
    event.preventDefault();
    document.getElementById(ID)?.focus();
  };
  return (
    <a className="skip-link" href={`#${ID}`} onClick={skip}>
      {messages.skip}
    </a>
  );
}

interface Props {
  readonly className?: string;
  readonly children: ReactNode;
}

/** The page's own content. Toasts come right before it: one step back from the title that has the focus after a change of page. */
export function Main({ className = 'main', children }: Props) {
  return (
    <>
      <Toasts />
      <main id={ID} className={className} tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
