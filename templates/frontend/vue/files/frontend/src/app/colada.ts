import { PiniaColada } from '@pinia/colada';
import type { App } from 'vue';
import { ownData } from './own-data.ts';

export const colada = (app: App): App => app.use(PiniaColada, { plugins: [ownData] });
