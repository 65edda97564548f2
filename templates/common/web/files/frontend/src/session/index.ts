import { send } from '../api/connection.ts';
import { memory } from '../lib/memory.ts';
import { createLock } from './lock.ts';
import { Session } from './session.ts';

/** The session of this tab. */
export const session = new Session({
  send,
  lock: createLock('session'),
  channel: new BroadcastChannel('session'),
  memory,
});
