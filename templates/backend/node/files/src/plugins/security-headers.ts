// The headers that every answer carries.
import fp from 'fastify-plugin';

export const API_POLICY =
  "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
export const DOCS_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

declare module 'fastify' {
  interface FastifyInstance {
    securityHeaders: Readonly<Record<string, string>>;
  }
}

export const securityHeaders = fp<{ production: boolean }>((app, { production }, done) => {
  // Constant, and so not left to helmet, which makes them anew for each answer.
  app.decorate('securityHeaders', {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'content-security-policy': API_POLICY,
    'referrer-policy': 'no-referrer',
    ...(production && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
  });
  app.addHook('onRequest', (_request, reply, next) => {
    reply.headers(app.securityHeaders);
    next();
  });
  done();
});
