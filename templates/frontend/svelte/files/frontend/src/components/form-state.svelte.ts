import { createContext } from 'svelte';
import type { Failure, FieldErrors } from '../forms/failure.ts';

/** What the fields and the button of a form need to know of it. */
export class FormState {
  busy = $state(false);
  failure = $state.raw<Failure>({});

  get errors(): FieldErrors {
    return this.failure.fields ?? {};
  }
}

const [getInForm, setFormState, isInForm] = createContext<FormState>();

export { setFormState };

/** A field may also stand alone, like a choice above a list. */
export const getFormState = (): FormState => (isInForm() ? getInForm() : new FormState());
