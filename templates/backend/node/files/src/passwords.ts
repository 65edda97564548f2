// Passwords: argon2id with OWASP's parameters. Each hash takes 19 MiB and a core for its time; libuv runs four at once.
import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const CURRENT = `$argon2id$v=19$m=${OPTIONS.memoryCost},t=${OPTIONS.timeCost},p=${OPTIONS.parallelism}$`;

export const hashPassword = (password: string): Promise<string> => hash(password, OPTIONS);

/** An unknown account is checked against a hash that nothing matches, and so takes as long as a known one. */
export async function verifyPassword(
  stored: string | undefined,
  password: string,
): Promise<boolean> {
  const known = stored ?? (await dummy());
  const matches = await verify(known, password).catch(() => false);
  return matches && stored !== undefined;
}

let dummyHash: Promise<string> | undefined;
const dummy = (): Promise<string> => (dummyHash ??= hashPassword(randomBytes(16).toString('hex')));

/** Whether a hash was made with other parameters than today's. */
export const isOutdated = (stored: string): boolean => !stored.startsWith(CURRENT);
