import { useFormState } from './form-state.ts';

/** Keeps its name and the focus while the form is on its way. */
export function SubmitButton({ children }: { readonly children: string }) {
  const { busy } = useFormState();
  return (
    <button type="submit" className="button button-primary" aria-disabled={busy}>
      {busy && <span className="spinner" aria-hidden="true" />}
      {children}
    </button>
  );
}
