import { defineStore } from 'pinia';
import { dismissToast, holdToasts, releaseToasts, toasts } from '../lib/toasts.ts';
import { mirror } from './mirror.ts';

export const useToastStore = defineStore('toasts', () => ({
  shown: mirror(toasts),
  dismiss: dismissToast,
  hold: holdToasts,
  release: releaseToasts,
}));
