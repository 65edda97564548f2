import type { AccessToken } from '../api/types.ts';

/** The access token of the running page. It stays in memory: nothing that a script could read later holds it. */
export interface Token {
  readonly value: string;
  readonly staleAt: number;
}

/** Stale early: a request must not meet the token's end on its way, and the server counts in whole seconds. */
export const tokenOf = (answer: AccessToken, askedAt = Date.now()): Token => ({
  value: answer.access_token,
  staleAt: askedAt + answer.expires_in * 900 - 1_000,
});

export const isFresh = (token: Token): boolean => Date.now() < token.staleAt;
