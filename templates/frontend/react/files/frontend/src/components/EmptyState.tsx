import type { ReactNode } from 'react';
import { EmptyArt, type Art } from './EmptyArt.tsx';

interface Props {
  readonly art: Art;
  readonly title: ReactNode;
  readonly hint: string;
  readonly children?: ReactNode;
}

/** Nothing to show, why, and what to do about it. */
export function EmptyState({ art, title, hint, children }: Props) {
  return (
    <div className="empty">
      <EmptyArt art={art} />
      {title}
      <p className="soft">{hint}</p>
      {children}
    </div>
  );
}
