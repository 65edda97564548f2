import { defineStore } from 'pinia';
import { trouble } from '../api/connection.ts';
import { mirror } from './mirror.ts';

/** Whether the server answers. */
export const useConnectionStore = defineStore('connection', () => ({ trouble: mirror(trouble) }));
