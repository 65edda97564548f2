import { inject, provide, ref, type InjectionKey, type Ref } from 'vue';
import type { FieldErrors } from '../forms/failure.ts';

export interface FormState {
  readonly busy: Readonly<Ref<boolean>>;
  readonly errors: Readonly<Ref<FieldErrors>>;
}

const key: InjectionKey<FormState> = Symbol('form state');

export function provideFormState(state: FormState): void {
  provide(key, state);
}

/** Of the form around a field; a field may also be without one. */
export const useFormState = (): FormState =>
  inject(key, () => ({ busy: ref(false), errors: ref({}) }), true);
