import { defineStore } from 'pinia';
import { computed } from 'vue';
import { session } from '../session/index.ts';
import { mirror } from './mirror.ts';

/** Who is signed in, in all tabs of this browser at once. */
export const useSessionStore = defineStore('session', () => {
  const state = mirror(session.state);
  const isSignedIn = computed(() => state.value === 'signed-in');
  const signOut = () => session.signOut();
  return { state, isSignedIn, signOut };
});
