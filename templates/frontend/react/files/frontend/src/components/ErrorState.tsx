import { isProblem } from '../api/errors.ts';
import { messages } from '../messages.ts';
import { Icon } from './Icon.tsx';

interface Props {
  readonly text: string;
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** Something could not be loaded. The reference finds the request in the server's log. */
export function ErrorState({ text, error, onRetry }: Props) {
  return (
    <div className="error-state">
      <div className="notice" role="alert">
        <Icon name="warning" />
        <p>{text}</p>
      </div>
      {isProblem(error) && (
        <p className="soft small">{messages.trouble.reference(error.problem.request_id)}</p>
      )}
      <button type="button" className="button" onClick={onRetry}>
        {messages.tryAgain}
      </button>
    </div>
  );
}
