import { createContext, use } from 'react';
import type { FieldErrors } from '../forms/failure.ts';

interface FormState {
  readonly busy: boolean;
  readonly errors: FieldErrors;
}

export const FormContext = createContext<FormState>({ busy: false, errors: {} });

export const useFormState = (): FormState => use(FormContext);
