import { lastLines, startProgram, type Place } from '../processes.ts';
import type { Failure } from './outcome.ts';

/** Minutes after which a command of a repository is ended. */
export const LONGEST = 20;

/** Lines of a failed command's output that are reported. */
export const REPORTED = 25;

/** Runs a command to its end; answers what went wrong. */
export async function failureOf(command: readonly string[], place: Place): Promise<Failure | undefined> {
  const running = startProgram(command, { ...place, minutes: LONGEST });
  const code = await running.end;
  place.signal.throwIfAborted();
  return code === 0 ? undefined : { step: command.join(' '), output: lastLines(running.text(), REPORTED) };
}
