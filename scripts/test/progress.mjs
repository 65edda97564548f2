// What a run prints while it goes on: a line for each step that ended, and what is under way.

const HEARTBEAT = 60_000;

/**
 * @param {number} total how many steps there are
 * @param {NodeJS.WritableStream & { isTTY?: boolean, columns?: number }} out
 */
export function progress(total, out = process.stdout) {
  const begin = Date.now();
  const running = new Map();
  let ended = 0;
  const isLive = out.isTTY === true;
  const timer = setInterval(() => heartbeat(), isLive ? 1000 : HEARTBEAT);
  timer.unref();

  function heartbeat() {
    if (running.size === 0) return;
    const names = [...running].map(([title, since]) => `${title} ${clock(Date.now() - since)}`).join(', ');
    const line = `  ${clock(Date.now() - begin)}  ${ended}/${total} done; running: ${names}`;
    if (isLive) out.write(`\r\u001b[2K${line.slice(0, (out.columns ?? 80) - 1)}`);
    else out.write(`${line}\n`);
  }

  function say(line) {
    out.write(isLive ? `\r\u001b[2K${line}\n` : `${line}\n`);
  }

  return {
    say,
    started: (title) => running.set(title, Date.now()),
    ended: (title, line) => {
      running.delete(title);
      ended += 1;
      say(`${line.slice(0, 1)} [${ended}/${total}] ${line.slice(2)}`);
    },
    stop: () => {
      clearInterval(timer);
      if (isLive) out.write('\r\u001b[2K');
    },
  };
}

/** Minutes and seconds: `2:05`. */
export const clock = (milliseconds) => {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};
