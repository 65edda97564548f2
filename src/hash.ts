import { hash } from 'node:crypto';

/** SHA-256 of a content. */
export const sha256 = (content: Buffer | string, encoding: 'hex' | 'base64url' = 'hex'): string =>
  hash('sha256', content, encoding);
