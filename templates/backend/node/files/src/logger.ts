// Logs: one JSON object a line on stdout.
import type { LoggerOptions } from 'pino';
import type { LogLevel } from './config.ts';

const EMAIL = /[\w.%+-]+@[\w-]+(?:\.[\w-]+)+/g;

export const loggerOptions = (level: LogLevel): LoggerOptions => ({
  level: level === 'warning' ? 'warn' : level,
  base: null,
  messageKey: 'message',
  errorKey: 'exception',
  timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
  mixin: () => ({ logger: 'app' }),
  formatters: { level: (label) => ({ level: label === 'warn' ? 'warning' : label }) },
  serializers: { err: describe, exception: describe },
});

/** The text of an error may quote what a user sent. */
function describe(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return text.replace(EMAIL, '[email]');
}
