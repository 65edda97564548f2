import { useEffect, useId, useRef } from 'react';
import { messages } from '../messages.ts';

interface Props {
  readonly question: string;
  readonly text: string;
  readonly confirm: string;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that can't be undone. The browser's own dialog keeps the focus inside, and Escape closes it. */
export function ConfirmDialog({ question, text, confirm, busy, onConfirm, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={id}
      aria-describedby={`${id}-text`}
      onClose={onClose}
    >
      <h2 id={id}>{question}</h2>
      <p id={`${id}-text`} className="soft">
        {text}
      </p>
      <div className="actions actions-end">
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          {messages.account.cancel}
        </button>
        <button
          type="button"
          className="button button-danger-solid"
          aria-disabled={busy}
          onClick={onConfirm}
        >
          {confirm}
        </button>
      </div>
    </dialog>
  );
}
