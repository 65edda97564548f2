import type { ReactNode } from 'react';
import { EmptyArt } from './EmptyArt.tsx';

interface Props {
  readonly title: ReactNode;
  readonly hint: string;
  readonly children?: ReactNode;
}

/** Nothing to show, why, and what to do about it. */
export function EmptyState({ title, hint, children }: Props) {
  return (
    <div className="empty">
      <EmptyArt />
      {title}
      <p className="soft">{hint}</p>
      {children}
    </div>
  );
}
