import { Icon } from './Icon.tsx';

interface Props {
  readonly id: string;
  readonly error: string | undefined;
  readonly hint: string | undefined;
}

/** What belongs to a field: what is wrong with it, else a hint. */
export function FieldNotes({ id, error, hint }: Props) {
  if (error === undefined) {
    return (
      <p id={id} className="field-hint">
        {hint}
      </p>
    );
  }
  return (
    <p id={id} className="field-error">
      <Icon name="warning" />
      {error}
    </p>
  );
}
