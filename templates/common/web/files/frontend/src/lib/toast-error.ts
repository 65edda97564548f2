import { UnreachableError } from '../api/errors.ts';
import { errorMessage } from '../messages.ts';
import { showToast } from './toasts.ts';

/** Tells of something that failed. The banner tells of a server that is away. */
export function toastError(error: unknown): void {
  if (!(error instanceof UnreachableError)) showToast(errorMessage(error));
}
