import { createApp } from '../app.ts';
import type { Command } from './index.ts';

/** The document of the API. */
export const openapi: Command = async (config) => {
  const app = createApp(config);
  await app.ready();
  const text = JSON.stringify(app.swagger(), null, 2);
  await app.close();
  return text;
};
