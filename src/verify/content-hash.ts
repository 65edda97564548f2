import { createHash } from 'node:crypto';

const hashes = new WeakMap<Buffer, string>();

/** A hash of a content, worked out once: what is copied byte for byte is the same buffer in every stack. */
export function hashOf(content: Buffer): string {
  const known = hashes.get(content);
  if (known !== undefined) return known;
  const hash = createHash('sha256').update(content).digest('base64url');
  hashes.set(content, hash);
  return hash;
}
