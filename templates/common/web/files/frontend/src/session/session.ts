import { waitForTurn, whenReachable } from '../api/connection.ts';
import { isProblem, problemOf, UnreachableError } from '../api/errors.ts';
import type { AccessToken } from '../api/types.ts';
import type { Memory } from '../lib/memory.ts';
import { createStore } from '../lib/store.ts';
import type { Lock } from './lock.ts';
import { afterInterruptedRenewal, markRenewal } from './renewal-mark.ts';
import { isFresh, tokenOf, type Token } from './token.ts';

export type SessionState = 'unknown' | 'signed-in' | 'signed-out';

type Message =
  | { readonly kind: 'renewed' | 'signed-in'; readonly token: Token }
  | { readonly kind: 'signed-out' };

export type Channel = Pick<BroadcastChannel, 'addEventListener' | 'postMessage'>;

/** What a session needs of the browser; tests bring their own. */
export interface Surroundings {
  readonly send: (request: Request) => Promise<Response>;
  readonly lock: Lock;
  readonly channel: Channel;
  readonly memory: Memory;
}

const SIGNED_IN_BEFORE = 'signed-in';

/**
 * Who is signed in, in all tabs of this browser at once. The refresh token is a cookie that no script sees; each use replaces it, and using
 * an old one ends the session. So tabs renew one after the other, and tell each other what came of it.
 */
export class Session {
  readonly state = createStore<SessionState>('unknown');
  readonly #world: Surroundings;
  #token: Token | undefined;
  #renewal: Promise<string | undefined> | undefined;
  #start: Promise<void> | undefined;

  constructor(world: Surroundings) {
    this.#world = world;
    world.channel.addEventListener('message', (event: MessageEvent<Message>) => {
      this.#hear(event.data);
    });
  }

  /** The state once it is known: asks the server where an earlier visit signed in. */
  async settled(): Promise<SessionState> {
    if (this.state.get() !== 'unknown') return this.state.get();
    this.#start ??= this.#resume().finally(() => {
      this.#start = undefined;
    });
    await this.#start;
    return this.state.get();
  }

  /** A token that should be good, or nothing where nobody is signed in. */
  async accessToken(): Promise<string | undefined> {
    if (this.state.get() !== 'signed-in') return undefined;
    return this.#token && isFresh(this.#token) ? this.#token.value : this.renew();
  }

  /** A new token in place of a stale or refused one; nothing where the session has ended. */
  renew(refused?: string): Promise<string | undefined> {
    this.#renewal ??= this.#world
      .lock(() => this.#renewAlone(refused))
      .finally(() => {
        this.#renewal = undefined;
      });
    return this.#renewal;
  }

  /** Takes what a successful sign-in answered. */
  begin(answer: AccessToken): void {
    this.#take(tokenOf(answer), 'signed-in');
  }

  async signOut(): Promise<void> {
    await this.#world.lock(async () => {
      const response = await this.#world.send(post('/api/v1/auth/logout'));
      if (!response.ok) throw await problemOf(response);
      this.end();
    });
  }

  /** Forgets the session, in all tabs. */
  end(): void {
    this.#world.channel.postMessage({ kind: 'signed-out' } satisfies Message);
    this.#forget();
  }

  async #resume(): Promise<void> {
    // Without an earlier sign-in there is no cookie to try.
    if (this.#world.memory.read(SIGNED_IN_BEFORE) === null) {
      this.#forget();
      return;
    }
    while (this.state.get() === 'unknown') await this.#renewPatiently();
  }

  async #renewPatiently(): Promise<void> {
    try {
      await this.renew();
    } catch (error) {
      if (error instanceof UnreachableError) await whenReachable();
      else if (isProblem(error, 429)) await waitForTurn(error.retryAfter ?? 5);
      else throw error;
    }
  }

  async #renewAlone(refused: string | undefined): Promise<string | undefined> {
    // Another tab may have been quicker.
    if (this.#token && this.#token.value !== refused && isFresh(this.#token)) {
      return this.#token.value;
    }
    await afterInterruptedRenewal(this.#world.memory);
    const askedAt = Date.now();
    const response = await markRenewal(this.#world.memory, () =>
      // Goes on when the page is left, so that its cookie is not lost.
      this.#world.send(post('/api/v1/auth/refresh', { keepalive: true })),
    );
    return this.#conclude(response, askedAt);
  }

  async #conclude(response: Response, askedAt: number): Promise<string | undefined> {
    if (response.ok) {
      const token = tokenOf((await response.json()) as AccessToken, askedAt);
      this.#take(token, 'renewed');
      return token.value;
    }
    if (response.status !== 401) throw await problemOf(response);
    this.end();
    return undefined;
  }

  #take(token: Token, kind: 'renewed' | 'signed-in'): void {
    this.#token = token;
    this.#world.memory.write(SIGNED_IN_BEFORE, 'yes');
    this.#world.channel.postMessage({ kind, token } satisfies Message);
    this.state.set('signed-in');
  }

  #forget(): void {
    this.#token = undefined;
    this.#world.memory.forget(SIGNED_IN_BEFORE);
    this.state.set('signed-out');
  }

  #hear(message: Message): void {
    if (message.kind === 'signed-out') {
      this.#forget();
      return;
    }
    // A renewal that another tab began before somebody signed out.
    if (message.kind === 'renewed' && this.state.get() === 'signed-out') return;
    // It may be somebody else who signed in: whoever watches must drop what belonged to the one before.
    if (message.kind === 'signed-in') this.state.set('signed-out');
    this.#token = message.token;
    this.state.set('signed-in');
  }
}

const post = (path: string, init: RequestInit = {}): Request =>
  new Request(new URL(path, window.location.origin), { ...init, method: 'POST' });
