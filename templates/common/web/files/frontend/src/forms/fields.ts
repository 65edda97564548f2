import { fieldMessage } from '../messages.ts';
import type { FieldErrors } from './failure.ts';

const controlsOf = (form: HTMLFormElement) => [
  ...form.querySelectorAll<HTMLInputElement>('input[name], textarea[name], select[name]'),
];

export const namesOf = (form: HTMLFormElement): ReadonlySet<string> =>
  new Set(controlsOf(form).map(({ name }) => name));

/** The required fields that were left empty. */
export const missingFields = (form: HTMLFormElement): FieldErrors =>
  Object.fromEntries(
    controlsOf(form)
      .filter(({ required, value }) => required && value === '')
      .map(({ name }) => [
        name,
        fieldMessage({ pointer: `/${name}`, code: 'required', message: '' }),
      ]),
  );

export function textOf(values: FormData, name: string): string {
  const value = values.get(name);
  return typeof value === 'string' ? value : '';
}

/** For fields that may stay empty: the API calls that `null`. */
export const textOrNull = (values: FormData, name: string): string | null =>
  textOf(values, name) || null;
