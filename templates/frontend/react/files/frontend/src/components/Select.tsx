import { useId, type SelectHTMLAttributes } from 'react';
import { Icon } from './Icon.tsx';
import { FieldNotes } from './FieldNotes.tsx';
import { useFormState } from './form-state.ts';

type Native = Pick<SelectHTMLAttributes<HTMLSelectElement>, 'defaultValue' | 'onChange' | 'value'>;

interface Props extends Native {
  readonly name: string;
  readonly label: string;
  readonly options: Readonly<Record<string, string>>;
}

/** A labelled choice: `options` are texts by value, in order. */
export function Select({ name, label, options, ...native }: Props) {
  const id = useId();
  const error = useFormState().errors[name];
  const wrong = error !== undefined && { 'aria-invalid': true, 'aria-describedby': `${id}-notes` };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <span className="select">
        <select {...native} {...wrong} id={id} name={name} className="input">
          {Object.entries(options).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
        <Icon name="chevron" />
      </span>
      {error !== undefined && <FieldNotes id={`${id}-notes`} error={error} hint={undefined} />}
    </div>
  );
}
