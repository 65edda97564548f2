import type { Writable } from 'node:stream';

/** What is seen of a run while it is under way. */
export interface Progress {
  /** A stack is done; what is said of it stays, the line of progress is redrawn below. */
  readonly done: (lines: readonly string[]) => void;
  readonly end: () => void;
}

type Terminal = Writable & { readonly isTTY?: boolean };

const CLEAR = '\r\u001B[2K';
/** Milliseconds: more often nobody sees. */
const REDRAW = 100;

/** At a terminal, a line that counts; in a log only what has to be said. */
export function progress(total: number, output: Terminal, isQuick: boolean): Progress {
  const begin = Date.now();
  let [count, failed, drawn] = [0, 0, 0];
  const draw = (): void => {
    const seconds = Math.floor((Date.now() - begin) / 1000);
    output.write(`${CLEAR}${count} of ${total} stacks${failed > 0 ? `, ${failed} failed` : ''} ${seconds}s`);
    drawn = Date.now();
  };
  const isTerminal = output.isTTY === true;
  if (isTerminal) draw();
  return {
    done: (lines) => {
      count += 1;
      const isFailure = lines[0]?.startsWith('✗') ?? false;
      if (isFailure) failed += 1;
      // Thousands of lines of what went well help nobody.
      const worth = isFailure || !isQuick ? lines : [];
      if (worth.length > 0) output.write(`${isTerminal ? CLEAR : ''}${worth.map((line) => `${line}\n`).join('')}`);
      if (isTerminal && (worth.length > 0 || Date.now() - drawn > REDRAW)) draw();
    },
    end: () => {
      if (isTerminal) output.write(CLEAR);
    },
  };
}
