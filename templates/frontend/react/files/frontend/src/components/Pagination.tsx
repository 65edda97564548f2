import { messages } from '../messages.ts';
import { Icon } from './Icon.tsx';

interface Props {
  readonly page: number;
  readonly pages: number;
  readonly onPage: (page: number) => void;
}

const words = messages.notes;

export function Pagination({ page, pages, onPage }: Props) {
  return (
    <nav className="actions" aria-label={words.pages}>
      <Step name="previous" label={words.previous} to={page - 1} pages={pages} onPage={onPage} />
      <span aria-live="polite">{words.page(page, pages)}</span>
      <Step name="next" label={words.next} to={page + 1} pages={pages} onPage={onPage} />
    </nav>
  );
}

interface StepProps extends Omit<Props, 'page'> {
  readonly name: 'previous' | 'next';
  readonly label: string;
  readonly to: number;
}

/** Not `disabled` at the end: the button that was just pressed would lose the focus. */
function Step({ name, label, to, pages, onPage }: StepProps) {
  const possible = to >= 1 && to <= pages;
  return (
    <button
      type="button"
      className="button button-icon"
      aria-label={label}
      aria-disabled={!possible}
      onClick={() => {
        if (possible) onPage(to);
      }}
    >
      <Icon name={name} />
    </button>
  );
}
