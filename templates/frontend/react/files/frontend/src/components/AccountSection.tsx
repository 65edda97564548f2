import { useId, type ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly hint: string;
  readonly children: ReactNode;
}

export function AccountSection({ title, hint, children }: Props) {
  const id = useId();
  return (
    <section className="card account-section" aria-labelledby={id}>
      <div>
        <h2 id={id}>{title}</h2>
        <p className="soft small">{hint}</p>
      </div>
      {children}
    </section>
  );
}
