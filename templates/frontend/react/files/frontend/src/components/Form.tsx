import {
  useEffect,
  useRef,
  useState,
  type InputEvent,
  type ReactNode,
  type SubmitEvent,
} from 'react';
import { failureOf, without, type Failure } from '../forms/failure.ts';
import { missingFields, namesOf } from '../forms/fields.ts';
import { Icon } from './Icon.tsx';
import { RetryHint } from './RetryHint.tsx';
import { FormContext } from './form-state.ts';

interface Props {
  readonly label: string;
  readonly onSubmit: (values: FormData) => Promise<void>;
  /** What an error means to this form in particular. */
  readonly explain?: (error: unknown) => Failure | undefined;
  /** Empties the form once it was sent. */
  readonly resets?: boolean;
  readonly children: ReactNode;
}

/** Sends what was typed and shows at each field what the API says of it. Whatever fails, what was typed stays. */
export function Form({ label, children, ...sending }: Props) {
  const { form, busy, failure, submit, mend } = useSubmit(sending);
  return (
    <form
      ref={form}
      className="form"
      aria-label={label}
      noValidate
      onSubmit={submit}
      onInput={mend}
    >
      <FormContext value={{ busy, errors: failure.fields ?? {} }}>
        <FailureNotice failure={failure} />
        {children}
      </FormContext>
    </form>
  );
}

function useSubmit({ onSubmit, explain, resets = false }: Omit<Props, 'label' | 'children'>) {
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>({});
  const [failures, setFailures] = useState(0);

  useEffect(() => {
    if (failures > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [failures]);

  const fail = (next: Failure) => {
    setFailure(next);
    setFailures((count) => count + 1);
  };
  const send = async (target: HTMLFormElement) => {
    setBusy(true);
    setFailure({});
    try {
      await onSubmit(new FormData(target));
      if (resets) target.reset();
    } catch (error) {
      fail(explain?.(error) ?? failureOf(error, namesOf(target)));
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const fields = missingFields(event.currentTarget);
    if (Object.keys(fields).length > 0) fail({ fields });
    else void send(event.currentTarget);
  };
  const mend = ({ target }: InputEvent<HTMLFormElement>) => {
    if (target instanceof HTMLElement) setFailure(without(failure, target.getAttribute('name')));
  };
  return { form, busy, failure, submit, mend };
}

function FailureNotice({ failure: { alert, note, retryAfter } }: { readonly failure: Failure }) {
  if (note !== undefined) return <p className="notice notice-soft">{note}</p>;
  if (alert === undefined) return null;
  return (
    <div>
      <div className="notice" role="alert">
        <Icon name="warning" />
        <p>{alert}</p>
      </div>
      {retryAfter !== undefined && <RetryHint seconds={retryAfter} />}
    </div>
  );
}
