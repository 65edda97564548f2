import { describe, expect, it, vi } from 'vitest';
import { send } from '../api/connection.ts';
import { memory } from '../lib/memory.ts';
import { FakeApi, problem } from '../testing/fake-api.ts';
import { createQueue, type Lock } from './lock.ts';
import { Session, type Channel } from './session.ts';

/** What the tabs of one browser share. */
class Browser {
  readonly api = new FakeApi().install();
  readonly lock: Lock = createQueue();
  readonly #tabs: EventTarget[] = [];

  open(): Session {
    const own = new EventTarget();
    const others = () => this.#tabs.filter((tab) => tab !== own);
    this.#tabs.push(own);
    const channel: Channel = {
      addEventListener: own.addEventListener.bind(own),
      postMessage: (data: unknown) => {
        for (const tab of others()) tab.dispatchEvent(new MessageEvent('message', { data }));
      },
    };
    return new Session({ send, lock: this.lock, channel, memory });
  }

  refreshes(): number {
    return this.api.calls.filter((call) => call === 'POST /auth/refresh').length;
  }
}

function signedIn(): { browser: Browser; tab: Session } {
  const browser = new Browser();
  const tab = browser.open();
  tab.begin(browser.api.openSession());
  return { browser, tab };
}

describe('a visit', () => {
  it('asks nothing of the server where nobody ever signed in', async () => {
    const browser = new Browser();
    expect(await browser.open().settled()).toBe('signed-out');
    expect(browser.api.calls).toEqual([]);
  });

  it('goes on with the session of an earlier one', async () => {
    const { browser } = signedIn();
    const reloaded = browser.open();
    expect(await reloaded.settled()).toBe('signed-in');
    expect(await reloaded.accessToken()).toBe(browser.api.access);
  });

  it('is signed out once the session has ended, and does not ask again', async () => {
    const { browser } = signedIn();
    browser.api.issued = undefined;
    expect(await browser.open().settled()).toBe('signed-out');
    expect(await browser.open().settled()).toBe('signed-out');
    expect(browser.refreshes()).toBe(1);
  });

  it('waits for a server that is away', async () => {
    vi.useFakeTimers();
    const { browser } = signedIn();
    browser.api.down = true;
    const reloaded = browser.open();
    const settled = reloaded.settled();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(reloaded.state.get()).toBe('unknown');
    browser.api.down = false;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await settled).toBe('signed-in');
    vi.useRealTimers();
  });

  it('waits as long as the server asks', async () => {
    vi.useFakeTimers();
    const { browser } = signedIn();
    browser.api.plan(
      'POST /auth/refresh',
      problem(429, 'rate-limited', { headers: { 'Retry-After': '30' } }),
    );
    const settled = browser.open().settled();
    await vi.advanceTimersByTimeAsync(29_000);
    expect(browser.refreshes()).toBe(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await settled).toBe('signed-in');
    vi.useRealTimers();
  });

  it('tells of an error that waiting does not mend', async () => {
    const { browser } = signedIn();
    browser.api.plan('POST /auth/refresh', problem(500, 'internal'));
    const reloaded = browser.open();
    await expect(reloaded.settled()).rejects.toThrow('internal');
    expect(await reloaded.settled()).toBe('signed-in');
  });

  it('lets a renewal end that the page before it began', async () => {
    vi.useFakeTimers();
    const { browser } = signedIn();
    localStorage.setItem('session-renewal', String(Date.now() - 400));
    const settled = browser.open().settled();
    await vi.advanceTimersByTimeAsync(500);
    expect(browser.refreshes()).toBe(0);
    await vi.advanceTimersByTimeAsync(200);
    expect(await settled).toBe('signed-in');
    vi.useRealTimers();
  });
});

describe('an access token', () => {
  it('is renewed when it has run out', async () => {
    const browser = new Browser();
    const tab = browser.open();
    tab.begin({ ...browser.api.openSession(), expires_in: 0 });
    expect(await tab.accessToken()).toBe('access-2');
  });

  it('is renewed once, however many ask', async () => {
    const { browser, tab } = signedIn();
    const all = await Promise.all([
      tab.renew('access-1'),
      tab.renew('access-1'),
      tab.renew('access-1'),
    ]);
    expect(new Set(all)).toEqual(new Set(['access-2']));
    expect(browser.refreshes()).toBe(1);
  });

  it('is not renewed again where another tab was quicker', async () => {
    const { browser, tab } = signedIn();
    const other = browser.open();
    await other.settled();
    const before = browser.refreshes();
    const all = await Promise.all([tab.renew('access-1'), other.renew('access-1')]);
    expect(browser.refreshes()).toBe(before);
    expect(all).toEqual([browser.api.access, browser.api.access]);
  });

  it('never lets two tabs use the same refresh token', async () => {
    const { browser, tab } = signedIn();
    const other = browser.open();
    await Promise.all([tab.renew('access-1'), other.settled()]);
    expect([tab.state.get(), other.state.get()]).toEqual(['signed-in', 'signed-in']);
  });

  it('is nothing for those who are signed out', async () => {
    const tab = new Browser().open();
    await tab.settled();
    expect(await tab.accessToken()).toBeUndefined();
  });
});

describe('several tabs', () => {
  it('sign in together', async () => {
    const browser = new Browser();
    const [one, two] = [browser.open(), browser.open()];
    await Promise.all([one.settled(), two.settled()]);
    one.begin(browser.api.openSession());
    expect(await two.accessToken()).toBe('access-1');
  });

  it('sign out together', async () => {
    const { browser, tab } = signedIn();
    const other = browser.open();
    await other.settled();
    await tab.signOut();
    expect([tab.state.get(), other.state.get()]).toEqual(['signed-out', 'signed-out']);
    expect(browser.api.cookie).toBeUndefined();
  });

  it('stay signed in where the server could not be told', async () => {
    vi.useFakeTimers();
    const { browser, tab } = signedIn();
    browser.api.down = true;
    await expect(tab.signOut()).rejects.toThrow('cannot be reached');
    expect(tab.state.get()).toBe('signed-in');
    browser.api.down = false;
    await vi.advanceTimersByTimeAsync(3_000);
    vi.useRealTimers();
  });

  it('pass through signed-out when somebody else signs in, so that nothing of the one before stays', async () => {
    const { browser, tab } = signedIn();
    const other = browser.open();
    const states: string[] = [];
    tab.state.subscribe(() => states.push(tab.state.get()));
    other.begin(browser.api.openSession());
    expect(states).toEqual(['signed-out', 'signed-in']);
    expect(await tab.accessToken()).toBe('access-2');
  });

  it('ignore a renewal that comes after the sign-out', async () => {
    const { browser, tab } = signedIn();
    const late = browser.open();
    const renewing = late.settled();
    tab.end();
    await renewing;
    expect(tab.state.get()).toBe('signed-out');
  });
});
