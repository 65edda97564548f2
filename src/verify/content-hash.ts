import { sha256 } from '../hash.ts';

const hashes = new WeakMap<Buffer, string>();

/** A hash of a content, worked out once: what is copied byte for byte is the same buffer in every stack. */
export function hashOf(content: Buffer): string {
  const known = hashes.get(content);
  if (known !== undefined) return known;
  const hash = sha256(content, 'base64url');
  hashes.set(content, hash);
  return hash;
}
