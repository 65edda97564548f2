// Only requests for our own host names are answered; probes and scrapes come by address and pass.
import fp from 'fastify-plugin';
import { ProblemError } from '../problems.ts';

const OPEN_PATHS = new Set(['/healthz', '/readyz', '/metrics']);

interface Options {
  readonly hosts: readonly string[];
}

export const allowedHosts = fp<Options>((app, { hosts }, done) => {
  app.addHook('onRequest', (request, _reply, next) => {
    const host = hostName(request.headers.host ?? '');
    if (OPEN_PATHS.has(request.url) || hosts.some((pattern) => matches(host, pattern))) next();
    else
      next(new ProblemError(400, 'This host name is not served here.', { slug: 'invalid-host' }));
  });
  done();
});

/** The name without its port; an IPv6 address keeps its brackets. */
const hostName = (header: string): string => header.toLowerCase().replace(/:\d+$/, '');

const matches = (host: string, pattern: string): boolean =>
  pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : pattern === '*' || pattern === host;
