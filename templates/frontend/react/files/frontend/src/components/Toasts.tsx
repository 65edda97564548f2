import type { FocusEvent } from 'react';
import { useStore } from '../hooks/use-store.ts';
import { dismissToast, holdToasts, releaseToasts, toasts, type Toast } from '../lib/toasts.ts';
import { messages } from '../messages.ts';
import { Icon } from './Icon.tsx';

/** Always there, so that a screen reader watches it; toasts come and go in it. */
export function Toasts() {
  const shown = useStore(toasts);
  const leave = (event: FocusEvent<HTMLElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) releaseToasts();
  };
  return (
    // Nothing to act on: pointing at it only makes it stay.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      className="toasts"
      role="status"
      onMouseEnter={holdToasts}
      onMouseLeave={releaseToasts}
      onFocus={holdToasts}
      onBlur={leave}
    >
      {shown.map((toast) => (
        <ToastItem key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastItem({ toast }: { readonly toast: Toast }) {
  const { id, text, action } = toast;
  const close = () => {
    dismissToast(id);
  };
  const act = () => {
    close();
    action?.run();
  };
  return (
    <div className="toast">
      <Icon name="check" />
      <p className="toast-text">{text}</p>
      {action && (
        <button type="button" className="button button-small toast-action" onClick={act}>
          {action.label}
        </button>
      )}
      <button
        type="button"
        className="button button-quiet button-small"
        aria-label={messages.dismiss}
        onClick={close}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
