import type { AccessToken } from '../api/types.ts';

/** The access token of the running page. It stays in memory: nothing that a script could read later holds it. */
export interface Token {
  readonly value: string;
  readonly staleAt: number;
}

/** Stale a little early, so that a request on its way does not meet the token's end. */
export const tokenOf = (answer: AccessToken): Token => ({
  value: answer.access_token,
  staleAt: Date.now() + answer.expires_in * 900,
});

export const isFresh = (token: Token): boolean => Date.now() < token.staleAt;
