// Serves the API until a signal ends it.
import { loadConfig } from './config.ts';
import { run } from './run.ts';
import { serve } from './server.ts';

run(() => serve(loadConfig()));
