import { useId, type InputHTMLAttributes } from 'react';
import { FieldNotes } from './FieldNotes.tsx';
import { useFormState } from './form-state.ts';

type Input = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  | 'autoComplete'
  | 'className'
  | 'defaultValue'
  | 'dir'
  | 'inputMode'
  | 'required'
  | 'spellCheck'
  | 'type'
>;

interface Props extends Input {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly lines?: boolean;
}

/** A labelled text field of a form: one line, or several with `lines`. */
export function TextField({
  name,
  label,
  hint,
  lines = false,
  className = '',
  type,
  ...input
}: Props) {
  const id = useId();
  const { errors } = useFormState();
  const error = errors[name];
  const noted = error !== undefined || hint !== undefined;
  const shared = {
    ...{ ...input, id, name, className: `input ${className}`.trim() },
    ...(error !== undefined && { 'aria-invalid': true }),
    ...(noted && { 'aria-describedby': `${id}-notes` }),
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {lines ? <textarea {...shared} /> : <input {...shared} type={type ?? 'text'} />}
      {noted && <FieldNotes id={`${id}-notes`} error={error} hint={hint} />}
    </div>
  );
}
